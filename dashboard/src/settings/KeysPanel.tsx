import { Button, Form, Input, Select } from "antd";
import { useState } from "react";
import type { Credentials, SaveCredential } from "@/contracts/staff/settings.ts";
import { formatMoment } from "../lib/moments.ts";
import { useMay } from "../lib/staff.tsx";
import { FormDialog } from "../ui/FormDialog.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { Nothing } from "../ui/Nothing.tsx";
import { type PlainColumn, PlainTable } from "../ui/PlainTable.tsx";
import { ReasonItem } from "../ui/form/ReasonItem.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { useCredentials, useSaveCredential } from "./queries.ts";
import { key_words } from "./words.ts";

type Key = Credentials["items"][number];

const columns: PlainColumn<Key>[] = [
  { title: "密钥", cell: ({ kind }) => key_words[kind] },
  { title: "序列号", cell: ({ serial }) => <span className="figures">{serial ?? "–"}</span> },
  {
    title: "状态",
    cell: ({ is_active }) =>
      is_active ? <StateTag text="在用" tone="brand" /> : <StateTag text="停用" tone="quiet" />,
  },
  { title: "生效", cell: ({ active_from }) => formatMoment(active_from) },
  {
    title: "到期",
    cell: ({ active_until }) => active_until ? formatMoment(active_until) : "没有期限",
  },
];

/** Which keys of the shop there are at WeChat and until when; nobody reads a key back. */
export function KeysPanel() {
  const [isOpen, setOpen] = useState(false);
  const mayEdit = useMay("credentials");
  const keys = useCredentials();
  return (
    <section className="panel">
      <div className="panel-head">
        <div>
          <h2>密钥</h2>
          <div className="aux">加密保存，没有人能再读出来；换密钥时新旧可以并存</div>
        </div>
        {mayEdit && <Button onClick={() => setOpen(true)}>放入密钥</Button>}
      </div>
      <Loaded query={keys}>
        {({ items }) =>
          items.length === 0
            ? <Nothing title="还没有密钥" hint="店主在这里放入微信和微信支付的密钥" />
            : <PlainTable rows={items} keyOf={({ id }) => id} columns={columns} />}
      </Loaded>
      {isOpen && <AddKey onClose={() => setOpen(false)} />}
    </section>
  );
}

function AddKey({ onClose }: { onClose: () => void }) {
  const [form] = Form.useForm<SaveCredential>();
  const save = useSaveCredential(onClose);
  return (
    <FormDialog
      title="放入密钥"
      okText="保存"
      isBusy={save.isBusy}
      form={form}
      onFinish={({ kind, serial, value, reason }) =>
        save.run({ kind, value, reason, ...(serial?.trim() ? { serial: serial.trim() } : {}) })}
      onClose={onClose}
    >
      <Form.Item name="kind" label="种类" rules={[{ required: true, message: "请选择种类" }]}>
        <Select
          placeholder="选择哪一种密钥"
          options={Object.entries(key_words).map(([value, label]) => ({ value, label }))}
        />
      </Form.Item>
      <Form.Item name="serial" label="序列号" extra="证书和公钥才有">
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item
        name="value"
        label="内容"
        rules={[{ required: true, whitespace: true, message: "请填写内容" }]}
      >
        <Input.TextArea maxLength={8000} autoSize={{ minRows: 3, maxRows: 8 }} />
      </Form.Item>
      <ReasonItem />
    </FormDialog>
  );
}
