import { InboxOutlined } from "@ant-design/icons";
import { Alert, Upload } from "antd";

interface Props {
  isReading: boolean;
  refusal: string | null;
  choose(file: File): Promise<void>;
  /** How many rows a file may have. */
  most: number;
  hints: readonly string[];
}

/** Takes a file, and says what is wrong with the one before. */
export function ChooseFile({ isReading, refusal, choose, most, hints }: Props) {
  return (
    <section className="panel">
      {refusal && (
        <Alert
          type="error"
          showIcon
          title="这个文件不能导入"
          description={refusal}
          className="file-refusal"
        />
      )}
      <Upload.Dragger
        accept=".xlsx,.csv"
        showUploadList={false}
        disabled={isReading}
        beforeUpload={(file) => {
          void choose(file);
          return false;
        }}
      >
        <p className="file-icon">
          <InboxOutlined aria-hidden />
        </p>
        <p>{isReading ? "正在读取…" : "把文件拖到这里，或者点击选择"}</p>
        <p className="aux">
          {`.xlsx 或 .csv（UTF-8、GBK 都可以），最多 10 MB、${most.toLocaleString("zh-CN")} 行`}
        </p>
      </Upload.Dragger>
      <ul className="aux file-hints">
        {hints.map((hint) => <li key={hint}>{hint}</li>)}
      </ul>
    </section>
  );
}
