import { UploadOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useNavigate } from "react-router";
import { ImportedState, ImportKind } from "@/contracts/staff/imports.ts";
import { useFilters } from "../lib/filters.ts";
import { useMay } from "../lib/staff.tsx";
import { ListFilters } from "../ui/ListFilters.tsx";
import { ListTable } from "../ui/ListTable.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { kind_words } from "./columns.ts";
import { Files } from "./Files.tsx";
import { people_columns } from "./people_columns.tsx";
import { useImported } from "./queries.ts";
import { state_words } from "./words.ts";
import "../ui/panel.css";
import "./people_files.css";

const states = ImportedState.options.map((value) => ({ value, label: state_words[value].text }));
const kinds = ImportKind.options.map((value) => ({ value, label: kind_words[value] }));

/** Old customers and distributors whom the shop brought in: who is expected, and who came. */
export default function ImportedPage() {
  const navigate = useNavigate();
  const filters = useFilters();
  const state = ImportedState.safeParse(filters.get("status")).data;
  const kind = ImportKind.safeParse(filters.get("kind")).data;
  const query = filters.get("query");
  const people = useImported({
    ...(state && { state }),
    ...(kind && { kind }),
    ...(query && { query }),
  });
  return (
    <>
      <PageHead
        about="从文件带进来的老客户和推广员：他用导入的手机号登录，或打开自己的专属链接，就会生效"
        back={{ to: "/distributors", text: "推广员" }}
      >
        {useMay("distributor") && (
          <Button
            type="primary"
            icon={<UploadOutlined aria-hidden />}
            onClick={() => void navigate("/distributors/imports/new")}
          >
            导入文件
          </Button>
        )}
      </PageHead>
      <Files />
      <ListFilters
        states={states}
        search={{ name: "query", placeholder: "姓名或备注" }}
        more={
          <Select
            allowClear
            aria-label="类型"
            placeholder="推广员和客户"
            options={kinds}
            value={kind}
            onChange={(value?: ImportKind) => filters.set({ kind: value })}
            className="people-kind"
          />
        }
      />
      <ListTable
        list={people}
        columns={people_columns}
        empty={query || state || kind
          ? { title: "没有符合条件的人", hint: "换一个状态或姓名试试" }
          : { title: "还没有导入过", hint: "把老客户和推广员的表格导进来，每人有自己的专属链接" }}
      />
    </>
  );
}
