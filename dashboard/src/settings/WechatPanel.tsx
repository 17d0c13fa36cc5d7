import { Button } from "antd";
import { useState } from "react";
import { formatBps, formatFen } from "@/contracts/format.ts";
import type { WechatSettings } from "@/contracts/staff/wechat_settings.ts";
import { useMay } from "../lib/staff.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { EditWechat } from "./EditWechat.tsx";
import { Panel } from "./Panel.tsx";
import { useWechatSettings } from "./queries.ts";

/** What WeChat has to know of the shop; the owner changes it. */
export function WechatPanel() {
  return <Loaded query={useWechatSettings()}>{(settings) => <Wechat settings={settings} />}
  </Loaded>;
}

function Wechat({ settings }: { settings: WechatSettings }) {
  const [isOpen, setOpen] = useState(false);
  const mayEdit = useMay("credentials");
  return (
    <Panel
      title="微信账号与转账"
      about={mayEdit ? "小程序和商户号在开店时确定" : "只有店主可以修改"}
      rows={rows(settings)}
      action={mayEdit && (
        <Button aria-label="修改微信账号与转账" onClick={() => setOpen(true)}>修改</Button>
      )}
    >
      {isOpen && <EditWechat settings={settings} onClose={() => setOpen(false)} />}
    </Panel>
  );
}

function rows(one: WechatSettings) {
  return [
    { label: "小程序 AppID", value: one.appid },
    { label: "微信支付商户号", value: one.mchid ?? "没有" },
    {
      label: "小程序原始 ID",
      value: one.original_id ?? "没有填写",
      about: "gh_ 开头，在小程序后台的账号信息里；发货和消息会用到。",
    },
    {
      label: "转账场景",
      value: one.transfer_scene_id,
      about: "商户平台批准的场景编号，佣金一般是 1005。",
    },
    {
      label: "场景报备",
      value: one.report_infos.map(({ info_type, info_content }) => (
        <div key={info_type}>{`${info_type}：${info_content}`}</div>
      )),
      about: "随每笔转账交给微信，要和批准的内容一致。",
    },
    {
      label: "代扣税",
      value: one.withholding.length === 0
        ? "不代扣"
        : one.withholding.map((bracket) => (
          <div key={bracket.from_fen}>
            {`${formatFen(bracket.from_fen)} 起 ${formatBps(bracket.rate_bps)}`}
            {bracket.quick_fen > 0 && `，速算扣除 ${formatFen(bracket.quick_fen)}`}
          </div>
        )),
      about: "提现时按金额分档代扣；是否要代扣请问税务。",
    },
  ];
}
