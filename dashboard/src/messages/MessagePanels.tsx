import { Button, Space } from "antd";
import { useState } from "react";
import type { MessageSetting } from "@/contracts/staff/messages.ts";
import { useMay } from "../lib/staff.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { EditTemplate } from "./EditTemplate.tsx";
import { useMessageSettings } from "./queries.ts";
import { TryMessage } from "./TryMessage.tsx";
import { fareWords, fieldWords, lastWords } from "./words.ts";
import "../ui/panel.css";
import "./messages.css";

/** What members are told in WeChat, outside of the mini program: each kind by a template of the shop. */
export function MessagePanels() {
  return (
    <Loaded query={useMessageSettings()}>
      {({ items }) => (
        <section className="panel">
          <div className="panel-head">
            <div>
              <h2>订阅消息</h2>
              <div className="aux">
                会员在手机上同意一次，可以收到一条；没有同意的不会收到。先在微信公众平台的“订阅消息”里选用“一次性订阅”模板，再把模板
                ID 和关键词填到这里。
              </div>
            </div>
          </div>
          <ul className="messages">
            {items.map((setting) => <Kind key={setting.kind} setting={setting} />)}
          </ul>
        </section>
      )}
    </Loaded>
  );
}

function Kind({ setting }: { setting: MessageSetting }) {
  const [opened, setOpened] = useState<"edit" | "try" | null>(null);
  const mayEdit = useMay("rules");
  const { title, template_id, is_on, fare, readers } = setting;
  const close = () => setOpened(null);
  return (
    <li className="message">
      <div className="message-head">
        <h3>{title}</h3>
        <StateTag
          text={is_on ? "开启" : template_id ? "关闭" : "没有模板"}
          tone={is_on ? "brand" : "quiet"}
        />
      </div>
      {template_id && (
        <div className="message-said">
          <div className="message-id">{template_id}</div>
          <div className="aux">{fieldWords(setting)}</div>
          <div className="aux">{[fareWords(fare), lastWords(fare)].filter(Boolean).join("；")}</div>
        </div>
      )}
      {mayEdit && (
        <Space>
          <Button aria-label={`设置${title}`} onClick={() => setOpened("edit")}>设置</Button>
          {template_id && (
            <Button
              aria-label={`试发${title}`}
              disabled={readers.length === 0}
              title={readers.length === 0 ? "还没有会员同意接收" : undefined}
              onClick={() => setOpened("try")}
            >
              试发
            </Button>
          )}
        </Space>
      )}
      {opened === "edit" && <EditTemplate setting={setting} onClose={close} />}
      {opened === "try" && <TryMessage setting={setting} onClose={close} />}
    </li>
  );
}
