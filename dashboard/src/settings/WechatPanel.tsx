import { Button } from "antd";
import { useState } from "react";
import { setting_groups } from "@/contracts/settings/catalogue.ts";
import { formatBps, formatFen } from "@/contracts/format.ts";
import type { WechatSettings } from "@/contracts/staff/wechat_settings.ts";
import { useMay } from "../lib/staff.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { EditWechat } from "./EditWechat.tsx";
import { useWechatSettings } from "./queries.ts";
import { SettingPanel } from "./SettingPanel.tsx";
import { basis_words } from "./wechat.ts";

/** What WeChat has to know of the shop; the owner changes it. */
export function WechatPanel() {
  return <Loaded query={useWechatSettings()}>{(settings) => <Wechat settings={settings} />}
  </Loaded>;
}

function Wechat({ settings }: { settings: WechatSettings }) {
  const [isOpen, setOpen] = useState(false);
  const mayEdit = useMay("credentials");
  return (
    <SettingPanel
      group={setting_groups.account}
      {...(mayEdit ? {} : { about: "只有店主可以修改" })}
      values={valuesOf(settings)}
      action={mayEdit && (
        <Button aria-label="修改微信账号与转账" onClick={() => setOpen(true)}>修改</Button>
      )}
    >
      {isOpen && <EditWechat settings={settings} onClose={() => setOpen(false)} />}
    </SettingPanel>
  );
}

function valuesOf(one: WechatSettings) {
  return {
    appid: one.appid ?? "没有填写",
    mchid: one.mchid ?? "没有填写",
    original_id: one.original_id ?? "没有填写",
    transfer_scene_id: one.transfer_scene_id,
    report_infos: one.report_infos.map(({ info_type, info_content }) => (
      <div key={info_type}>{`${info_type}：${info_content}`}</div>
    )),
    withholding: one.withholding.length === 0
      ? "不代扣"
      : one.withholding.map((bracket) => (
        <div key={bracket.from_fen}>
          {`${formatFen(bracket.from_fen)} 起 ${formatBps(bracket.rate_bps)}`}
          {bracket.quick_fen > 0 && `，速算扣除 ${formatFen(bracket.quick_fen)}`}
        </div>
      )),
    withholding_basis: basis_words[one.withholding_basis],
    withholding_free_fen: formatFen(one.withholding_free_fen),
  };
}
