import { PlusOutlined } from "@ant-design/icons";
import { Button, type TableColumnsType } from "antd";
import { Link, useNavigate } from "react-router";
import type { StaffArticle } from "@/contracts/staff/training.ts";
import { Goods } from "../goods/Goods.tsx";
import { useFilters } from "../lib/filters.ts";
import { formatMoment } from "../lib/moments.ts";
import { pictureAddress } from "../lib/pictures.ts";
import { useMay } from "../lib/staff.tsx";
import { Moves } from "../materials/Moves.tsx";
import { shown_states, shown_words } from "../materials/words.ts";
import { ListFilters } from "../ui/ListFilters.tsx";
import { ListTable } from "../ui/ListTable.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { useArticles, useMoveArticle } from "./queries.ts";

/** What distributors learn from, in the order in which they see it, with how many have read it. */
export default function TrainingPage() {
  const status = useFilters().get("status");
  const articles = useArticles(status);
  const navigate = useNavigate();
  const may = useMay("distributor");
  return (
    <>
      <PageHead
        about="推广员在手机上看的文章；没读的会标“未读”，这里看得到多少人读过"
        back={{ to: "/distributors", text: "推广员" }}
      >
        {may && (
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => void navigate("/distributors/training/new")}
          >
            新建文章
          </Button>
        )}
      </PageHead>
      <ListFilters states={shown_states} />
      <ListTable
        list={articles}
        columns={may && !status ? [...columns, moving] : columns}
        empty={status
          ? { title: "没有符合条件的文章", hint: "换一个状态试试" }
          : { title: "还没有培训文章", hint: "先写一篇新手怎么开始、哪些话不能说" }}
      />
    </>
  );
}

const columns: TableColumnsType<StaffArticle> = [
  { title: "文章", render: (_, article) => <Titled article={article} /> },
  { title: "状态", width: 110, render: (_, { status }) => <StateTag {...shown_words[status]} /> },
  {
    title: "读过（人）",
    align: "right",
    width: 130,
    render: (_, { readers, distributors }) => (
      <>
        {readers} <span className="aux">/ {distributors}</span>
      </>
    ),
  },
  {
    title: "发布时间",
    width: 150,
    render: (_, { published_at }) => published_at ? formatMoment(published_at) : "",
  },
  {
    title: "上次保存",
    width: 160,
    render: (_, { updated_at, by }) => (
      <span className="aux">{formatMoment(updated_at)} {by ?? ""}</span>
    ),
  },
];

const moving: TableColumnsType<StaffArticle>[number] = {
  title: "",
  width: 110,
  fixed: "right",
  render: (_, article) => <Move article={article} />,
};

function Move({ article }: { article: StaffArticle }) {
  return <Moves title={article.title} command={useMoveArticle(article.id)} />;
}

/** Who may write opens the article; others read its title. */
function Titled({ article: { id, title, summary, cover_url } }: { article: StaffArticle }) {
  const may = useMay("distributor");
  return (
    <Goods
      title={may ? <Link to={`/distributors/training/${id}`}>{title}</Link> : title}
      {...(summary ? { spec: summary } : {})}
      image={cover_url && pictureAddress(cover_url)}
    />
  );
}
