import type { TableColumnsType } from "antd";
import { formatFen } from "@/contracts/format.ts";
import type { MaterialFigures, StaffMaterial } from "@/contracts/staff/materials.ts";
import { Goods } from "../goods/Goods.tsx";
import { formatMoment } from "../lib/moments.ts";
import { pictureAddress } from "../lib/pictures.ts";
import { StateTag } from "../ui/StateTag.tsx";
import { materialState } from "./words.ts";

type Counted = { figures: MaterialFigures } | MaterialFigures;
const figuresOf = (row: Counted) => "figures" in row ? row.figures : row;

const count = <Row extends Counted>(
  title: string,
  of: (figures: MaterialFigures) => number,
  width = 90,
): TableColumnsType<Row>[number] => ({
  title,
  align: "right",
  width,
  render: (_, row) => of(figuresOf(row)).toLocaleString("zh-CN"),
});

/** How often a material was used in each way. */
export function usingColumns<Row extends Counted>(): TableColumnsType<Row> {
  return [
    count("复制（次）", ({ copied }) => copied),
    count("保存（次）", ({ saved }) => saved),
    count("转发（次）", ({ shared }) => shared),
  ];
}

/** What came of it. */
export function figureColumns<Row extends Counted>(): TableColumnsType<Row> {
  return [
    count("访问（次）", ({ clicks }) => clicks),
    count("买家（人）", ({ buyers }) => buyers),
    count("订单（单）", ({ orders }) => orders),
    {
      title: "付款",
      align: "right",
      width: 120,
      render: (_, row) => formatFen(figuresOf(row).paid_fen),
    },
  ];
}

export const material_columns: TableColumnsType<StaffMaterial> = [
  {
    title: "素材",
    render: (_, { title, pictures, video, product, campaign }) => {
      const picture = pictures[0] ?? video?.poster_url ?? product?.image_url ?? null;
      return (
        <Goods
          title={title}
          spec={[campaign, product ? short(product.title) : "全店"].filter(Boolean).join("　")}
          image={picture && pictureAddress(picture)}
        />
      );
    },
  },
  {
    title: "状态",
    width: 110,
    render: (_, material) => <StateTag {...materialState(material)} />,
  },
  count("用过（次）", ({ copied, saved, shared }) => copied + saved + shared),
  ...figureColumns<StaffMaterial>(),
  {
    title: "上次保存",
    width: 120,
    render: (_, { updated_at, by }) => (
      <div className="aux material-saved">
        <div>{formatMoment(updated_at)}</div>
        {by}
      </div>
    ),
  },
];

const short_letters = 14;

/** As much of a product's title as tells it from others; the opened row has all of it. */
function short(title: string): string {
  const letters = [...title];
  return letters.length > short_letters ? `${letters.slice(0, short_letters).join("")}…` : title;
}
