import { useNavigate, useParams } from "react-router";
import type { StaffPageDetail } from "@/contracts/staff/pages.ts";
import { useStaff } from "../lib/staff.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { Editor } from "./Editor.tsx";
import { usePage } from "./queries.ts";
import { pageState } from "./words.ts";
import "../ui/editor.css";
import "../ui/panel.css";
import "./decoration.css";

const back = { to: "/goods/pages", text: "店铺装修" };

/** The home page or a topic, changed; or a new topic. */
export default function EditorPage() {
  const { page } = useParams();
  return page ? <Changed key={page} id={page} /> : <New />;
}

/** Where what is typed is kept, on this computer, for this person. */
function usePlace(page: string): string {
  const { shop, staff_id } = useStaff();
  return ["qingteng.page", shop.code, staff_id, page].join(".");
}

function New() {
  const navigate = useNavigate();
  const place = usePlace("new");
  return (
    <>
      <PageHead title="新建专题页" about="拼好后保存草稿，再发布" back={back} />
      <Editor
        place={place}
        onSaved={({ id }) => void navigate(`/goods/pages/${id}`, { replace: true })}
      />
    </>
  );
}

function Changed({ id }: { id: string }) {
  const query = usePage(id);
  const place = usePlace(id);
  return (
    <>
      <PageHead
        title={query.data?.title ?? "页面"}
        about={query.data && <StateTag {...pageState(query.data)} />}
        back={back}
      />
      <Loaded query={query}>
        {(detail: StaffPageDetail) => <Editor place={place} detail={detail} />}
      </Loaded>
    </>
  );
}
