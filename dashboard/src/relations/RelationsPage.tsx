import { BindingState } from "@/contracts/distributors.ts";
import type { RelationQuery } from "@/contracts/staff/relations.ts";
import { useFilters } from "../lib/filters.ts";
import { useSorting } from "../lib/sorting.ts";
import { ListFilters } from "../ui/ListFilters.tsx";
import { ListTable } from "../ui/ListTable.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { relation_columns } from "./columns.tsx";
import { Evidence } from "./Evidence.tsx";
import { useRelations } from "./queries.ts";
import { binding_words } from "./words.ts";

const states = BindingState.options.map((value) => ({ value, label: binding_words[value].text }));

/** Who is whose customer now; a row unfolds its history with the card that was opened. */
export default function RelationsPage() {
  const filters = useFilters();
  const state = BindingState.safeParse(filters.get("status")).data;
  const query = filters.get("query");
  const sorting = useSorting<RelationQuery["sort"]>(relation_columns, "-bound_at");
  const filter = { ...(state && { state }), ...(query && { query }), sort: sorting.by };
  const relations = useRelations(filter);
  return (
    <>
      <PageHead
        about="哪位客户归哪位推广员、保护期还剩几天；展开一行看凭证，可以调整或解除归属"
        back={{ to: "/distributors", text: "推广员" }}
      />
      <ListFilters
        states={states}
        search={{ name: "query", placeholder: "客户、推广员或推广码" }}
      />
      <ListTable
        list={relations}
        columns={relation_columns}
        sorting={sorting}
        unfold={(one) => <Evidence member={one.member_id} />}
        empty={query || state
          ? { title: "没有符合条件的客户", hint: "换一个状态或名字试试" }
          : { title: "还没有客户归属", hint: "会员打开推广员的分享后会出现在这里" }}
      />
    </>
  );
}
