import { Alert, Button } from "antd";
import type { ReactNode } from "react";
import { setup_problems } from "@/contracts/setup_problems.ts";
import type { ChosenStep, SetupStep, TriedStep } from "@/contracts/staff/setup.ts";
import { formatMoment } from "../lib/moments.ts";
import { useMay } from "../lib/staff.tsx";
import { StateTag } from "../ui/StateTag.tsx";
import { StepKeys } from "./StepKeys.tsx";
import { useCheck, useConfirm } from "./queries.ts";
import { state_words, step_words } from "./words.ts";

interface Props {
  step: SetupStep;
  place: number;
  note: ReactNode;
  actions: ReactNode;
}

/** One step: what it is for, how it stands, what it uses, and the ways on. */
export function StepPanel({ step, place, note, actions }: Props) {
  const { title, about } = step_words[step.step];
  return (
    <section className="panel" aria-label={title}>
      <div className="panel-head">
        <h2>{`${place}　${title}`}</h2>
        <StateTag {...state_words[step.state]} />
      </div>
      <p className="aux">{about}</p>
      <StepKeys step={step} />
      <Problem step={step} />
      {note}
      <div className="step-way">
        {actions}
        <Way step={step} />
      </div>
    </section>
  );
}

/** What went wrong that is at no single key's door. */
function Problem({ step: { problem, said } }: { step: SetupStep }) {
  if (problem === null || setup_problems[problem].field !== null) return null;
  const { text } = setup_problems[problem];
  return <Alert type="error" showIcon title={said ? `${text}（${said}）` : text} />;
}

/** The button that tries the step, or leaves it as it is. */
function Way({ step }: { step: SetupStep }) {
  const mayCheck = useMay("credentials");
  const mayChoose = useMay("rules");
  if (step.way === "tried" && mayCheck) return <Check step={step} name={step.step as TriedStep} />;
  if (step.way !== "chosen" || step.state !== "open" || !mayChoose) return null;
  return <Confirm name={step.step as ChosenStep} />;
}

function Check({ step, name }: { step: SetupStep; name: TriedStep }) {
  const check = useCheck(name);
  const lacks = step.keys.some((key) => key.is_needed && !key.is_entered);
  return (
    <>
      <Button
        type={step.state === "done" ? "default" : "primary"}
        disabled={lacks}
        loading={check.isBusy}
        aria-label={`检查${step_words[name].title}`}
        onClick={() => check.run(undefined)}
      >
        检查
      </Button>
      <span className="aux">
        {lacks
          ? "填好上面的内容后检查"
          : step.checked_at
          ? `${formatMoment(step.checked_at)} 检查过`
          : "还没有检查过"}
      </span>
    </>
  );
}

function Confirm({ name }: { name: ChosenStep }) {
  const confirm = useConfirm(name);
  return (
    <Button
      loading={confirm.isBusy}
      aria-label={`${step_words[name].title}就按现在的`}
      onClick={() => confirm.run(undefined)}
    >
      就按现在的
    </Button>
  );
}
