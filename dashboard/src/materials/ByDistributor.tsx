import type { TableColumnsType } from "antd";
import { Link } from "react-router";
import type { DistributorFigures, StaffMaterial } from "@/contracts/staff/materials.ts";
import { ListTable } from "../ui/ListTable.tsx";
import { figureColumns, usingColumns } from "./columns.tsx";
import { PhoneCard } from "./PhoneCard.tsx";
import { useMaterialFigures } from "./queries.ts";

type Row = DistributorFigures & { id: string };

const columns: TableColumnsType<Row> = [
  {
    title: "推广员",
    render: (_, { id, label, code }) => (
      <Link to={`/distributors/${id}`}>
        {label} <span className="aux">{code}</span>
      </Link>
    ),
  },
  ...usingColumns<Row>(),
  ...figureColumns<Row>(),
];

/** A material as the phone shows it, and who did what with it. */
export function ByDistributor({ material }: { material: StaffMaterial }) {
  const figures = useMaterialFigures(material.id);
  return (
    <div className="material-opened">
      <PhoneCard {...material} product={material.product?.title} />
      <div className="material-users">
        <ListTable
          list={figures}
          columns={columns}
          empty={{ title: "还没有推广员用过", hint: "有人复制、保存或转发后，会出现在这里" }}
        />
      </div>
    </div>
  );
}
