import { Typography } from "antd";
import type { ContactState, StaffOrder } from "@/contracts/staff/orders.ts";

const absent: Record<ContactState, string> = {
  shown: "",
  forbidden: "你的角色不能查看收货信息",
  gone: "买家已注销，收货信息已删除",
  withheld: "重新打开订单即可查看收货信息",
  unreadable: "收货信息无法解密，请店主检查密钥",
};

/** Where the order goes, or why that is not shown. */
export function OrderContact({ order }: { order: StaffOrder }) {
  const { contact } = order;
  if (!contact) {
    return <Typography.Text type="secondary">{absent[order.contact_state]}</Typography.Text>;
  }
  const area = [contact.province, contact.city, contact.district].filter((part, n, all) =>
    part && part !== all[n - 1]
  );
  const address = [...area, contact.detail].join(" ");
  return (
    <Typography.Paragraph
      copyable={{
        text: `${contact.name} ${contact.phone} ${address}`,
        tooltips: ["复制收货信息", "已复制"],
      }}
    >
      {contact.name} <span className="figures">{contact.phone}</span>
      <br />
      {address}
    </Typography.Paragraph>
  );
}
