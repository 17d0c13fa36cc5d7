import { PlusOutlined } from "@ant-design/icons";
import { Button, Select, type TableColumnsType } from "antd";
import { useState } from "react";
import type { StaffMaterial } from "@/contracts/staff/materials.ts";
import { useFilters } from "../lib/filters.ts";
import { useMay } from "../lib/staff.tsx";
import { ListFilters } from "../ui/ListFilters.tsx";
import { ListTable } from "../ui/ListTable.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { ByDistributor } from "./ByDistributor.tsx";
import { material_columns } from "./columns.tsx";
import { MaterialForm } from "./MaterialForm.tsx";
import { Moves } from "./Moves.tsx";
import { useCampaigns, useMaterials, useMoveMaterial } from "./queries.ts";
import { shown_states } from "./words.ts";
import "./materials.css";

/** What distributors hand on, in the order in which they see it, with what it brought. */
export default function MaterialsPage() {
  const filters = useFilters();
  const [status, campaign, query] = ["status", "campaign", "query"].map(filters.get);
  const materials = useMaterials({ status, campaign, query });
  const campaigns = useCampaigns();
  const [opened, setOpened] = useState<StaffMaterial | "new" | null>(null);
  const may = useMay("distributor");
  const isFiltered = Boolean(status || campaign || query);
  return (
    <>
      <PageHead
        about="文案、图片和视频；推广员一键复制、保存或转发，都带着他自己的专属码，带来多少看得见"
        back={{ to: "/distributors", text: "推广员" }}
      >
        {may && (
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => setOpened("new")}
          >
            新建素材
          </Button>
        )}
      </PageHead>
      <ListFilters
        states={shown_states}
        search={{ name: "query", placeholder: "标题、文案、商品、活动" }}
        more={campaigns.length > 0 && (
          <Select
            allowClear
            className="material-campaign"
            placeholder="全部活动"
            aria-label="活动"
            value={campaign ?? null}
            options={campaigns.map((value) => ({ value, label: value }))}
            onChange={(chosen?: string) => filters.set({ campaign: chosen })}
          />
        )}
      />
      <ListTable
        list={materials}
        columns={may ? [...material_columns, doing(setOpened, !isFiltered)] : material_columns}
        unfold={(material) => <ByDistributor material={material} />}
        empty={isFiltered
          ? { title: "没有符合条件的素材", hint: "换一个状态、活动或词试试" }
          : { title: "还没有素材", hint: "写一段自己会发给朋友的话，配上几张图，推广员就能用" }}
      />
      {opened && (
        <MaterialForm
          {...(opened === "new" ? {} : { material: opened })}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}

/** What can be done with a row; it is moved where all of its neighbours are in sight. */
function doing(
  open: (material: StaffMaterial) => void,
  canMove: boolean,
): TableColumnsType<StaffMaterial>[number] {
  return {
    title: "",
    width: canMove ? 160 : 70,
    fixed: "right",
    render: (_, material) => (
      <span className="material-doing">
        {canMove && <Move material={material} />}
        <Button
          type="link"
          size="small"
          aria-label={`修改 ${material.title}`}
          onClick={() => open(material)}
        >
          修改
        </Button>
      </span>
    ),
  };
}

function Move({ material }: { material: StaffMaterial }) {
  return <Moves title={material.title} command={useMoveMaterial(material.id)} />;
}
