import { Button, Form } from "antd";
import { useState } from "react";
import { setting_groups } from "@/contracts/settings/catalogue.ts";
import type { ShopStatus } from "@/contracts/staff/settings.ts";
import { useMay } from "../lib/staff.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { useSetShopStatus, useShopStatus } from "./queries.ts";
import { SettingPanel } from "./SettingPanel.tsx";

type Status = ShopStatus["status"];

const words = {
  open: {
    state: <StateTag text="营业中" tone="brand" />,
    act: "打烊",
    other: "closed",
    what: "打烊后不能下新订单，也不能分享、邀请和申请推广。",
  },
  closed: {
    state: <StateTag text="已打烊" tone="quiet" />,
    act: "恢复营业",
    other: "open",
    what: "恢复营业后又可以下单。",
  },
} as const;

/** Whether the shop sells; the owner alone closes and opens it. */
export function StatusPanel() {
  return <Loaded query={useShopStatus()}>{({ status }) => <Switch status={status} />}</Loaded>;
}

function Switch({ status }: { status: Status }) {
  const [isOpen, setOpen] = useState(false);
  const mayEdit = useMay("closing");
  const { state, act } = words[status];
  return (
    <SettingPanel
      group={setting_groups.status}
      {...(mayEdit ? {} : { about: "只有店主可以打烊" })}
      values={{ status: state }}
      action={mayEdit && <Button onClick={() => setOpen(true)}>{act}</Button>}
    >
      {isOpen && <SetStatus status={status} onClose={() => setOpen(false)} />}
    </SettingPanel>
  );
}

function SetStatus({ status, onClose }: { status: Status; onClose: () => void }) {
  const [form] = Form.useForm<{ reason: string }>();
  const save = useSetShopStatus(onClose);
  const { act, other, what } = words[status];
  return (
    <FormDialog
      title={act}
      okText={act}
      isDanger={status === "open"}
      isBusy={save.isBusy}
      form={form}
      onFinish={({ reason }) => save.run({ status: other, reason: reason.trim() })}
      onClose={onClose}
    >
      <p>{what}</p>
      <ReasonItem />
    </FormDialog>
  );
}
