import { Select } from "antd";
import type { MyShops } from "@/contracts/staff/invitations.ts";
import { chooseShop, config } from "../lib/config.ts";

export default function ShopSelect({ shops }: { shops: MyShops["items"] }) {
  return (
    <Select
      aria-label="换一家店"
      variant="borderless"
      popupMatchSelectWidth={false}
      value={config().shop}
      onChange={(code) => chooseShop(code)}
      options={shops.map(({ code, name }) => ({ value: code, label: name }))}
      className="shop-choice"
    />
  );
}
