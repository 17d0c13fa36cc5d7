import { useCallback, useRef } from "react";
import { BulkFill } from "./BulkFill.tsx";
import { combinationsOf, type DraftSku, skuOf } from "./draft.ts";
import type { Part } from "./Editor.tsx";
import { type Column, columns, isOpen, others, prices, type Typed } from "./grid.ts";
import { usePaid } from "./paid.ts";
import { SkuRow } from "./SkuRow.tsx";

interface Props extends Part {
  /** What is left of each SKU that exists. */
  stock: Readonly<Record<string, number>>;
}

/** Every SKU with its prices, what distributors earn of it and what the shop keeps. */
export function SkuGrid({ draft, change, problems, stock }: Props) {
  const paid = usePaid(draft);
  const rows = combinationsOf(draft.specs);
  const now = useRef({ draft, change });
  now.current = { draft, change };

  const setSku = useCallback((key: string, some: Partial<DraftSku>) => {
    const { draft, change } = now.current;
    change({ skus: { ...draft.skus, [key]: { ...skuOf(draft, key), ...some } } });
  }, []);

  function fill(name: Typed, text: string) {
    const column = columns.find((one) => one.name === name)!;
    const filled = rows.map(({ key }) => [key, skuOf(draft, key)] as const)
      .filter(([, sku]) => isOpen(column, sku))
      .map(([key, sku]) => [key, { ...sku, [name]: text }]);
    change({ skus: { ...draft.skus, ...Object.fromEntries(filled) } });
  }

  return (
    <section className="panel">
      <div className="panel-head">
        <h2>价格与库存</h2>
        {rows.length > 1 && <BulkFill count={rows.length} onFill={fill} />}
      </div>
      {problems.skus && <p className="wrong" role="alert">{problems.skus}</p>}
      <div className="sku-grid" tabIndex={0} role="region" aria-label="规格明细">
        <table>
          <thead>
            <tr>
              <th scope="col">规格</th>
              <th scope="col">在售</th>
              <th scope="col">图片</th>
              {prices.map(heading)}
              <th scope="col" className="figure-cell">一级佣金</th>
              <th scope="col" className="figure-cell">二级佣金</th>
              <th scope="col" className="figure-cell">毛利</th>
              {others.map(heading)}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, values }) => {
              const sku = skuOf(draft, key);
              return (
                <SkuRow
                  key={key}
                  row={key}
                  name={values.map(({ name }) => name || "未命名").join(" / ") || "默认规格"}
                  sku={sku}
                  stock={sku.id ? stock[sku.id] : undefined}
                  pays={draft.distributable ? paid?.get(key) ?? null : null}
                  wrong={wrongOf(problems, key)}
                  onChange={setSku}
                />
              );
            })}
          </tbody>
        </table>
      </div>
      <p className="aux">
        佣金按现在的规则、任意等级和一件的售价算，有优惠时会更少；毛利 = 售价 − 成本 −
        佣金，只在后台看得到。 库存提醒留空时，按店铺设置里的件数
      </p>
    </section>
  );
}

const heading = ({ name, title, width }: Column) => (
  <th key={name} scope="col" style={{ minWidth: width }}>{title}</th>
);

/** What is wrong in one row, as text, so that a row is drawn anew only when its own is another one. */
function wrongOf(problems: Record<string, string>, key: string): string {
  const own = Object.entries(problems).filter(([at]) => at.startsWith(`skus.${key}.`))
    .map(([at, words]) => [at.slice(`skus.${key}.`.length), words]);
  return own.length > 0 ? JSON.stringify(Object.fromEntries(own)) : "";
}
