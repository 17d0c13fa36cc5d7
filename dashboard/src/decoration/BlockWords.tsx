import type { Block, PageLink } from "@/contracts/pages.ts";
import { useCategories } from "../categories/queries.ts";
import { pictureAddress } from "../lib/pictures.ts";
import { block_fields, block_items, type Field } from "./fields.ts";
import { useLinkWords } from "./link_words.ts";
import { useNames } from "./names.tsx";

type Values = Record<string, unknown>;

interface Props {
  block: Block;
  /** The fields that are told; all when left out. */
  only?: ReadonlySet<string>;
}

/** The settings of a block as text. */
export function BlockWords({ block, only }: Props) {
  const values = block as unknown as Values;
  const items = block_items[block.kind];
  const isTold = ({ name, isAsked }: { name: string; isAsked?: Field["isAsked"] }) =>
    (only?.has(name) ?? true) && (isAsked?.(block) ?? true);
  return (
    <dl className="block-words">
      {block_fields[block.kind].filter(isTold).map((field) => (
        <div key={field.name}>
          <dt>{field.label}</dt>
          <dd>
            <Words field={field} value={values[field.name]} />
          </dd>
        </div>
      ))}
      {items && isTold({ ...items, name: "items" }) && (
        <div>
          <dt>{items.noun}</dt>
          <dd>
            {(values.items as Values[]).map((item, n) => <Item key={n} item={item} />)}
            {(values.items as Values[]).length === 0 && "没有"}
          </dd>
        </div>
      )}
    </dl>
  );
}

function Words({ field, value }: { field: Field; value: unknown }) {
  const { known } = useNames();
  const linkWords = useLinkWords();
  const categories = useCategories().data?.items ?? [];
  switch (field.input) {
    case "choice":
      return field.options.find((one) => one.value === value)?.label;
    case "switch":
      return value ? "是" : "否";
    case "link":
      return linkWords(value as PageLink | null);
    case "category":
      return value ? categories.find(({ id }) => id === value)?.name ?? "分类" : "全部商品";
    case "products":
      return (value as string[]).map((id) => known[id]?.title ?? "商品").join("、") || "没有";
    default:
      return String(value) || "没有";
  }
}

function Item({ item }: { item: Values }) {
  const linkWords = useLinkWords();
  const { image_url, title, link } = item as {
    image_url: string | null;
    title?: string;
    link: PageLink | null;
  };
  return (
    <div className="pick">
      {image_url && <img src={pictureAddress(image_url)} alt="" />}
      <span className="pick-name">
        {title} <span className="aux">{linkWords(link)}</span>
      </span>
    </div>
  );
}
