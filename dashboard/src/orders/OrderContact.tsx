import { Typography } from "antd";
import type { StaffOrder } from "@/contracts/staff.ts";

/** Where the order goes. A role without personal data sees that there is something it may not see. */
export function OrderContact({ order, mayRead }: { order: StaffOrder; mayRead: boolean }) {
  const { contact } = order;
  if (!contact) {
    return (
      <Typography.Text type="secondary">
        {mayRead ? "买家已注销，收货信息已删除" : "你的角色不能查看收货信息"}
      </Typography.Text>
    );
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
