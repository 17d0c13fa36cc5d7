import type { TableColumnsType } from "antd";
import { formatFen } from "@/contracts/format.ts";
import type { Link, LinkQuery } from "@/contracts/promoting.ts";
import { share_channel_words, share_page_words } from "@/contracts/words.ts";
import { formatMoment } from "../lib/moments.ts";
import { useSorting } from "../lib/sorting.ts";
import { ListTable } from "../ui/ListTable.tsx";
import { useLinks } from "./queries.ts";

const columns: TableColumnsType<Link> = [
  {
    title: "链接",
    render: (_, link) => (
      <>
        {link.product_title ?? share_page_words[link.page]}
        <div className="aux">
          {link.is_code ? "店铺渠道码" : share_channel_words[link.channel]}
          {link.campaign && ` · ${link.campaign}`}
          {link.revoked_at && ` · ${formatMoment(link.revoked_at)} 已撤销`}
        </div>
      </>
    ),
  },
  { title: "打开（次）", key: "openings", sorter: true, align: "right", dataIndex: "openings" },
  { title: "买家（人）", align: "right", dataIndex: "buyers" },
  { title: "付款订单", key: "orders", sorter: true, align: "right", dataIndex: "orders" },
  {
    title: "佣金",
    key: "kept_fen",
    sorter: true,
    align: "right",
    render: (_, { kept_fen }) => formatFen(kept_fen),
  },
  {
    title: "最近打开",
    width: 130,
    render: (_, { last_opened_at }) => last_opened_at ? formatMoment(last_opened_at) : "–",
  },
  {
    title: "分享时间",
    key: "created_at",
    sorter: true,
    width: 130,
    render: (_, { created_at }) => formatMoment(created_at),
  },
];

/** Each link with what it brought; an order counts for the link that its buyer opened last. */
export function LinkList({ distributor, days }: { distributor: string; days: number }) {
  const sorting = useSorting<LinkQuery["sort"]>(columns, "-created_at");
  const links = useLinks(distributor, days, sorting.by);
  return (
    <ListTable
      list={links}
      columns={columns}
      sorting={sorting}
      empty={{ title: "还没有分享过", hint: "他在小程序里分享后，每个链接会出现在这里" }}
    />
  );
}
