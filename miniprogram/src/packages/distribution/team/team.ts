import type { TeamMember, TeamPage } from "@/contracts/distributors.ts";
import type { Share } from "@/contracts/shares.ts";
import { distributor_words } from "@/contracts/words.ts";
import { faced } from "../../../behaviors/faced";
import { paging } from "../../../behaviors/paging";
import { words } from "../../../services/errors";
import { get, post } from "../../../services/request";
import { refreshMember } from "../../../services/member";
import { currentMember, ensureSignedIn } from "../../../services/session";
import { inChat, sharePath } from "../../../services/share";
import { moment } from "../../../utils/time";

type Row = TeamMember & { word: string; since: string };

/** The distributors I invited, and the invitation. */
Component({
  behaviors: [
    faced,
    paging<Row>(async (_page, after) => {
      await ensureSignedIn();
      const { items, next } = await get<TeamPage>("/distributor/team", { after });
      return { items: items.map(row), next };
    }),
  ],

  data: {
    invite_path: "",
    invite_problem: "",
    /** The member may not invite at present. */
    closed: false,
    inviting: false,
  },

  methods: {
    onLoad() {
      void this.invite();
    },

    /** Makes the invitation before it is needed: WeChat's share sheet opens only on the tap itself. */
    async invite() {
      if (this.data.invite_path || this.data.inviting) return;
      this.setData({ inviting: true, invite_problem: "" });
      try {
        const { distributor } = await refreshMember();
        if (distributor?.status !== "approved") {
          this.setData({ closed: true, invite_problem: "推广资格当前不可用" });
          return;
        }
        const { token } = await post<Share>("/distributor/invites");
        this.setData({ invite_path: sharePath("invite", token) });
      } catch (error) {
        this.setData({ invite_problem: words(error) });
      } finally {
        this.setData({ inviting: false });
      }
    },

    onShareAppMessage() {
      const { invite_path } = this.data;
      if (!invite_path) return inChat({ title: "来店里逛逛", path: sharePath("home", "") }, "home");
      const name = currentMember()?.nickname;
      return { title: name ? `${name} 邀请你成为推广员` : "邀请你成为推广员", path: invite_path };
    },
  },
});

function row(member: TeamMember): Row {
  const since = member.approved_at ? moment(member.approved_at) : "";
  return { ...member, word: distributor_words[member.status], since };
}
