import { InboxOutlined } from "@ant-design/icons";
import { Alert, Upload } from "antd";

interface Props {
  isReading: boolean;
  refusal: string | null;
  choose(file: File): Promise<void>;
}

/** Takes a file, and says what is wrong with the one before. */
export function ChooseFile({ isReading, refusal, choose }: Props) {
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
        <p className="aux">.xlsx 或 .csv（UTF-8、GBK 都可以），最多 10 MB、20,000 行</p>
      </Upload.Dragger>
      <ul className="aux file-hints">
        <li>靠“商品编码”认商品：编码没有过的新建（先是草稿），有过的修改。</li>
        <li>想改现有商品，先在商品列表导出，改好再导入；没改的行不会有变化。</li>
        <li>库存只用于新的规格；已有规格的库存请到“库存”里盘点或调整。</li>
      </ul>
    </section>
  );
}
