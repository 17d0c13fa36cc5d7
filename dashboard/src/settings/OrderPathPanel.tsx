import { Button, Form } from "antd";
import { useState } from "react";
import { setting_groups } from "@/contracts/settings/catalogue.ts";
import type { OrderPath } from "@/contracts/staff/orders.ts";
import { useMay } from "../lib/staff.tsx";
import { formatMoment } from "../lib/moments.ts";
import { FormDialog } from "../ui/FormDialog.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { useOrderPath, useRegisterOrderPath } from "./queries.ts";
import { SettingPanel } from "./SettingPanel.tsx";

/** Where WeChat opens an order; the owner registers it once the mini program is released. */
export function OrderPathPanel() {
  return <Loaded query={useOrderPath()}>{(path) => <Registration path={path} />}</Loaded>;
}

function Registration({ path: { path, registered, registered_at } }: { path: OrderPath }) {
  const [isOpen, setOpen] = useState(false);
  const mayEdit = useMay("credentials");
  const order_path = registered === null
    ? "还没有登记"
    : registered === path
    ? `已登记，${formatMoment(registered_at!)}`
    : "登记的是以前的页面，请重新登记";
  return (
    <SettingPanel
      group={setting_groups.order_path}
      values={{ order_path }}
      action={mayEdit && (
        <Button aria-label="登记订单页" onClick={() => setOpen(true)}>
          登记
        </Button>
      )}
    >
      {isOpen && <Register onClose={() => setOpen(false)} />}
    </SettingPanel>
  );
}

function Register({ onClose }: { onClose: () => void }) {
  const [form] = Form.useForm<{ reason: string }>();
  const register = useRegisterOrderPath(onClose);
  return (
    <FormDialog
      title="登记订单页"
      okText="登记"
      isBusy={register.isBusy}
      form={form}
      onFinish={({ reason }) => register.run({ reason: reason.trim() })}
      onClose={onClose}
    >
      <p>
        在小程序发布了带订单页的版本、并在微信后台签了订单中心协议之后登记；登记前买家从微信打不开订单。
      </p>
      <ReasonItem />
    </FormDialog>
  );
}
