import { DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { PageHead } from "../ui/PageHead.tsx";
import { ChooseFile } from "./ChooseFile.tsx";
import { ImportRun } from "./ImportRun.tsx";
import { most_lines } from "./table.ts";
import { Understood } from "./Understood.tsx";
import { useImport } from "./use_import.ts";
import { save, template, xlsxOf } from "./writing.ts";
import "../ui/panel.css";
import "./product_files.css";

const hints = [
  "靠“商品编码”认商品：编码没有过的新建（先是草稿），有过的修改。",
  "想改现有商品，先在商品列表导出，改好再导入；没改的行不会有变化。",
  "库存只用于新的规格；已有规格的库存请到“库存”里盘点或调整。",
];

/** Products out of a file: chosen, looked through, sent, and told what became of each row. */
export default function ImportPage() {
  const { current, refusal, isReading, choose, send, end, forget } = useImport();
  return (
    <>
      <PageHead
        about="用表格新建和修改商品，一行一个规格；表格里没有的列和规格保持原样"
        back={{ to: "/goods", text: "商品" }}
      >
        <Button
          icon={<DownloadOutlined aria-hidden />}
          onClick={async () => save(await xlsxOf(template()), "商品导入模板.xlsx")}
        >
          下载模板
        </Button>
      </PageHead>
      {current
        ? (
          <>
            <Understood current={current} />
            <ImportRun current={current} send={send} end={end} forget={forget} />
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
