import { Tag } from "antd";
import type { Import } from "./use_import.ts";

const count = (n: number) => n.toLocaleString("zh-CN");

/** What was read in the file, before anything is sent. */
export function Understood({ current: { name, read } }: { current: Import }) {
  const { headings, lines, products, left_out } = read;
  return (
    <section className="panel">
      <div className="panel-head">
        <h2 className="file-name" title={name}>{name}</h2>
        <span className="aux figures">
          {`${count(lines)} 行，${count(products.length + left_out)} 个商品`}
        </span>
      </div>
      <div className="aux">{`认出 ${headings.length} 列：`}</div>
      <div className="headings">
        {headings.map((heading) => <Tag key={heading}>{heading}</Tag>)}
      </div>
    </section>
  );
}
