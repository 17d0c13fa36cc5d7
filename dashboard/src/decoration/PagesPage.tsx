import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import type { StaffPage } from "@/contracts/staff/pages.ts";
import { formatMoment } from "../lib/moments.ts";
import { useMay } from "../lib/staff.tsx";
import { Decision } from "../ui/Decision.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { PlainTable } from "../ui/PlainTable.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { usePages, useSetPageStatus } from "./queries.ts";
import { pageState, place_words } from "./words.ts";
import "../ui/panel.css";

/** The pages that the shop has put together. */
export default function PagesPage() {
  const pages = usePages();
  const navigate = useNavigate();
  const mayEdit = useMay("catalog");
  const [asked, setAsked] = useState<StaffPage | null>(null);
  return (
    <>
      <PageHead
        about="首页、招募页和专题页由模块拼成；先存草稿，看好了再发布，也可以定时"
        back={{ to: "/goods", text: "商品" }}
      >
        {mayEdit && (
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => void navigate("/goods/pages/new")}
          >
            新建专题页
          </Button>
        )}
      </PageHead>
      <Loaded query={pages}>
        {({ items }) => (
          <section className="panel">
            <PlainTable
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                {
                  title: "页面",
                  cell: ({ id, kind, title }) => (
                    <>
                      {mayEdit ? <Link to={`/goods/pages/${id}`}>{title}</Link> : title}
                      {kind !== "topic" && <span className="aux">{place_words[kind]}</span>}
                    </>
                  ),
                },
                { title: "状态", cell: (page) => <StateTag {...pageState(page)} /> },
                {
                  title: "上次保存",
                  cell: ({ updated_at, by }) => (
                    <span className="aux">{formatMoment(updated_at)} {by ?? ""}</span>
                  ),
                },
                {
                  title: "操作",
                  cell: (page) =>
                    mayEdit && page.kind !== "home" && (
                      <Button
                        size="small"
                        type="link"
                        aria-label={`${page.status === "archived" ? "恢复" : "收起"} ${page.title}`}
                        onClick={() => setAsked(page)}
                      >
                        {page.status === "archived" ? "恢复" : "收起"}
                      </Button>
                    ),
                },
              ]}
            />
          </section>
        )}
      </Loaded>
      {asked && <SetStatus page={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

const topic_consequences = {
  archived: "买家不再看到它，指向它的入口自动隐藏；草稿和历史都保留，随时可以恢复。",
  back: "上次发布的内容重新显示，指向它的入口也恢复。",
};

const recruit_consequences = {
  archived: "申请页换回自带的介绍，照常可以申请；草稿和历史都保留，随时可以恢复。",
  back: "申请页上重新显示上次发布的内容。",
};

function SetStatus({ page, onClose }: { page: StaffPage; onClose: () => void }) {
  const set = useSetPageStatus(page.id, onClose);
  const archived = page.status === "active";
  return (
    <Decision
      title={`${archived ? "收起" : "恢复"}页面 · ${page.title}`}
      consequences={[
        (page.kind === "recruit" ? recruit_consequences : topic_consequences)[
          archived ? "archived" : "back"
        ],
      ]}
      okText={archived ? "收起" : "恢复"}
      command={{ ...set, run: (reason) => set.run({ archived, reason }) }}
      onClose={onClose}
    />
  );
}
