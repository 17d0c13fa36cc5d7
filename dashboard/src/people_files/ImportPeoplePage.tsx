import { DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { ChooseFile } from "../product_files/ChooseFile.tsx";
import { save, xlsxOf } from "../product_files/writing.ts";
import { PageHead } from "../ui/PageHead.tsx";
import { template } from "./columns.ts";
import { Report } from "./Report.tsx";
import { Run } from "./Run.tsx";
import { most_lines } from "./table.ts";
import { type Import, triedLines, usePeopleImport } from "./use_people_import.ts";
import "../ui/panel.css";
import "../ui/lists.css";
import "../product_files/product_files.css";

const hints = [
  "一行一个人。类型写“推广员”或“客户”，靠手机号认人；同一个人再导入一次不会有变化。",
  "“推广员”一列写推广码或手机号：推广员的邀请人，或客户归谁。可以是同一个文件里的人。",
  "手机号已经是会员的马上生效；其他人等他用这个手机号登录，或打开自己的专属链接。",
  "客户还在别人的保护期里，不会被换走。推广员要先同意推广员协议，分享才会带来客户。",
];

/** Old customers and distributors out of a file: tried out first, then brought in, with a report of each row. */
export default function ImportPeoplePage() {
  const { current, refusal, isReading, choose, ...acts } = usePeopleImport();
  return (
    <>
      <PageHead
        about="把线下、公众号、群里的老客户和推广员带进小程序；先检查，看过再导入"
        back={{ to: "/distributors/imports", text: "老客户导入" }}
      >
        <Button
          icon={<DownloadOutlined aria-hidden />}
          onClick={async () => save(await xlsxOf(template), "老客户导入模板.xlsx")}
        >
          下载模板
        </Button>
      </PageHead>
      {current
        ? (
          <>
            <Run current={current} {...acts} />
            <Lines current={current} />
          </>
        )
        : (
          <ChooseFile
            isReading={isReading}
            refusal={refusal}
            choose={choose}
            most={most_lines}
            hints={hints}
          />
        )}
    </>
  );
}

/** Once something was brought in, what became of it; before, what would. */
function Lines({ current }: { current: Import }) {
  const { read, file, sent, state } = current;
  const isDone = sent.through > 0 || state === "sending";
  const tried = triedLines(current);
  const refused = [...tried.values()].filter(({ outcome }) => outcome === "refused");
  const said = isDone ? [...refused, ...sent.lines.values()] : [...tried.values()];
  const lines = [...new Map([...read.problems, ...said].map((one) => [one.line, one])).values()]
    .toSorted((a, b) => a.line - b.line);
  if (lines.length === 0) return null;
  return <Report name={file.name} cells={read.cells} lines={lines} isDone={isDone} />;
}
