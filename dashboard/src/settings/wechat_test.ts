import assert from "node:assert/strict";
import type { WechatSettings } from "@/contracts/staff/wechat_settings.ts";
import { changedWechat, typedWechat } from "./wechat.ts";

const settings: WechatSettings = {
  appid: "wx1",
  mchid: "19",
  original_id: null,
  transfer_scene_id: "1005",
  report_infos: [{ info_type: "岗位类型", info_content: "推广员" }],
  withholding: [{ from_fen: 80_000, rate_bps: 2000, quick_fen: 16_000 }],
  withholding_basis: "payment",
  withholding_free_fen: 0,
};

Deno.test("what is typed as it stands changes nothing", () => {
  assert.deepEqual(typedWechat(settings).withholding, [
    { from: "800.00", rate: "20.00", quick: "160.00" },
  ]);
  assert.equal(changedWechat(settings, typedWechat(settings)), undefined);
});

Deno.test("only what was changed is sent: yuan as fen, percent as basis points, brackets in order", () => {
  const typed = typedWechat(settings);
  const entered = { appid: " wx0123456789abcdef ", mchid: "", original_id: "gh_0123456789ab" };
  assert.deepEqual(changedWechat(settings, { ...typed, ...entered }), {
    appid: "wx0123456789abcdef",
    mchid: null,
    original_id: "gh_0123456789ab",
  });
  assert.deepEqual(
    changedWechat(settings, {
      ...typed,
      withholding: [...typed.withholding, { from: "0", rate: "0.5", quick: "0" }],
    }),
    {
      withholding: [
        { from_fen: 0, rate_bps: 50, quick_fen: 0 },
        { from_fen: 80_000, rate_bps: 2000, quick_fen: 16_000 },
      ],
    },
  );
});
