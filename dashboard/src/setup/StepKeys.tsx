import { Button } from "antd";
import { useState } from "react";
import { settingOf } from "@/contracts/settings/catalogue.ts";
import { key_settings } from "@/contracts/settings/wechat.ts";
import { setup_problems } from "@/contracts/setup_problems.ts";
import type { SetupStep } from "@/contracts/staff/setup.ts";
import { useMay } from "../lib/staff.tsx";
import type { AccountName } from "../settings/AccountItem.tsx";
import { AddKey } from "../settings/AddKey.tsx";
import { EnterAccount } from "./EnterAccount.tsx";
import { setup_reason } from "./words.ts";

type Key = SetupStep["keys"][number];

/** The accounts and keys that a step uses, each with what the last check found wrong with it. */
export function StepKeys({ step: { keys, problem, said } }: { step: SetupStep }) {
  if (keys.length === 0) return null;
  const fault = problem === null ? undefined : setup_problems[problem];
  return (
    <dl className="settings step-keys">
      {keys.map((key) => (
        <div key={key.name} className="setting">
          <dt>{settingOf(key.name)!.label}</dt>
          <dd className="step-key">
            <span className={key.is_entered ? "setting-value" : "aux"}>{entered(key)}</span>
            <Enter of={key} />
          </dd>
          {!key.is_entered && <dd className="aux">{settingOf(key.name)!.about}</dd>}
          {fault?.field === key.name && (
            <dd className="step-fault" role="alert">
              {said ? `${fault.text}（${said}）` : fault.text}
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

function entered({ is_entered, is_needed }: Key): string {
  if (is_entered) return "已填写";
  return is_needed ? "还没有" : "还没有，可以不填";
}

const isKey = (name: string): name is keyof typeof key_settings => name in key_settings;

/** The form of the settings page that writes it. */
function Enter({ of: { name, is_entered } }: { of: Key }) {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  if (!useMay("credentials")) return null;
  const verb = is_entered ? "更换" : "填写";
  return (
    <>
      <Button
        type="link"
        aria-label={`${verb}${settingOf(name)!.label}`}
        onClick={() => setOpen(true)}
      >
        {verb}
      </Button>
      {isOpen &&
        (isKey(name)
          ? <AddKey kind={name} reason={setup_reason} onClose={close} />
          : <EnterAccount name={name as AccountName} onClose={close} />)}
    </>
  );
}
