import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { ChannelCodeStatus } from "@/contracts/staff/channel_codes.ts";
import { useFilters } from "../lib/filters.ts";
import { useMay } from "../lib/staff.tsx";
import { ListFilters } from "../ui/ListFilters.tsx";
import { ListTable } from "../ui/ListTable.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { CodeForm } from "./CodeForm.tsx";
import { code_columns } from "./columns.tsx";
import { useChannelCodes } from "./queries.ts";
import { code_words } from "./words.ts";

const states = ChannelCodeStatus.options.map((value) => ({ value, label: code_words[value].text }));

/** The shop's own codes with what each brought. */
export default function ChannelCodesPage() {
  const filters = useFilters();
  const status = ChannelCodeStatus.safeParse(filters.get("status")).data;
  const query = filters.get("query");
  const codes = useChannelCodes({ ...(status && { status }), ...(query && { query }) });
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <PageHead
        about="店铺自己的码：印在柜台、传单、文章里，分别统计带来的人和成交，也可以指定归哪位推广员"
        back={{ to: "/distributors", text: "推广员" }}
      >
        {useMay("distributor") && (
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => setAdding(true)}
          >
            新建渠道码
          </Button>
        )}
      </PageHead>
      <ListFilters states={states} search={{ name: "query", placeholder: "名称" }} />
      <ListTable
        list={codes}
        columns={code_columns}
        empty={query || status
          ? { title: "没有符合条件的渠道码", hint: "换一个状态或名称试试" }
          : { title: "还没有渠道码", hint: "新建一个，把它的小程序码放到线下或文章里" }}
      />
      {isAdding && <CodeForm onClose={() => setAdding(false)} />}
    </>
  );
}
