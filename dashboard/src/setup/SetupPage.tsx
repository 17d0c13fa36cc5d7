import { Loaded } from "../ui/Loaded.tsx";
import { PageHead } from "../ui/PageHead.tsx";
import { step_actions, step_notes } from "./bodies.tsx";
import { useSetup } from "./queries.ts";
import { StepPanel } from "./StepPanel.tsx";
import { leftWords } from "./words.ts";
import "../settings/settings.css";
import "../ui/panel.css";
import "./setup.css";

/** Leads through what is left until the shop sells. */
export default function SetupPage() {
  const setup = useSetup();
  return (
    <>
      <PageHead
        about={setup.data ? leftWords(setup.data.steps) : "一步一步把店开起来"}
        back={{ to: "/settings", text: "设置" }}
      />
      <Loaded query={setup}>
        {(data) =>
          data.steps.map((step, n) => (
            <StepPanel
              key={step.step}
              step={step}
              place={n + 1}
              note={step_notes[step.step]?.(data)}
              actions={step_actions[step.step]}
            />
          ))}
      </Loaded>
    </>
  );
}
