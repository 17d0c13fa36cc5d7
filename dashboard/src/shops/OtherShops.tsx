import { Button } from "antd";
import { chooseShop, config } from "../lib/config.ts";
import { role_words } from "../staff/words.ts";
import { useMyShops } from "./queries.ts";

/** The other shops of a user who is not staff of this one. */
export function OtherShops() {
  const shops = (useMyShops().data?.items ?? []).filter(({ code }) => code !== config().shop);
  if (shops.length === 0) return null;
  return (
    <>
      <p>你在这些店工作，选一家进入：</p>
      {shops.map(({ code, name, role }) => (
        <Button
          key={code}
          size="large"
          onClick={() => chooseShop(code)}
        >
          {`${name} · ${role_words[role]}`}
        </Button>
      ))}
    </>
  );
}
