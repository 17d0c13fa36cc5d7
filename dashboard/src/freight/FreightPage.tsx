import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import type { FreightTemplate } from "@/contracts/staff/freight.ts";
import { useMay } from "../lib/staff.tsx";
import { Decision } from "../ui/Decision.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { Nothing } from "../ui/Nothing.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { FreightForm } from "./FreightForm.tsx";
import { useDeleteFreight, useFreightTemplates } from "./queries.ts";
import { TemplatePanel } from "./TemplatePanel.tsx";
import "../ui/panel.css";
import "./freight.css";

type Opened = { what: "new" } | { what: "edit" | "delete"; template: FreightTemplate };

/** What sending costs, by region, in templates that products choose. */
export default function FreightPage() {
  const templates = useFreightTemplates();
  const [opened, setOpened] = useState<Opened | null>(null);
  const mayChange = useMay("rules");
  const close = () => setOpened(null);
  return (
    <>
      <PageHead
        about="按地区定运费：首件（首重）、续件（续重）、包邮条件和不配送的地区；一个订单里每个模板收一次运费"
        back={{ to: "/goods", text: "商品" }}
      >
        {mayChange && (
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => setOpened({ what: "new" })}
          >
            新建运费模板
          </Button>
        )}
      </PageHead>
      <Loaded query={templates}>
        {({ items }) =>
          items.length === 0
            ? <Nothing title="还没有运费模板" hint="没有模板时，所有商品按设置里的统一运费" />
            : items.map((template) => (
              <TemplatePanel
                key={template.id}
                template={template}
                mayChange={mayChange}
                onEdit={() => setOpened({ what: "edit", template })}
                onDelete={() => setOpened({ what: "delete", template })}
              />
            ))}
      </Loaded>
      {opened?.what === "new" && <FreightForm onClose={close} />}
      {opened?.what === "edit" && <FreightForm template={opened.template} onClose={close} />}
      {opened?.what === "delete" && <DeleteFreight template={opened.template} onClose={close} />}
    </>
  );
}

function DeleteFreight({ template, onClose }: { template: FreightTemplate; onClose: () => void }) {
  const remove = useDeleteFreight(template.id, onClose);
  return (
    <Decision
      title={`删除运费模板 · ${template.name}`}
      consequences={["不能恢复；只有没有商品使用、也不是店铺默认的模板能删除。"]}
      okText="删除"
      isDanger
      command={{ ...remove, run: (reason) => remove.run({ reason }) }}
      onClose={onClose}
    />
  );
}
