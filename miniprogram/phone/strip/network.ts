import { type Condition, networkCondition, setNetwork } from "../network.ts";
import { panel } from "./panel.ts";

const CONDITIONS: [Condition, string][] = [["wifi", "正常"], ["slow", "慢 2 秒"], ["none", "断开"]];

export function networkPanel(): HTMLElement {
  const group = document.createElement("div");
  group.className = "segments";
  group.setAttribute("role", "radiogroup");
  group.setAttribute("aria-label", "网络");
  for (const [condition, label] of CONDITIONS) {
    const box = document.createElement("label");
    const input = document.createElement("input");
    Object.assign(input, {
      type: "radio",
      name: "network",
      value: condition,
      checked: condition === networkCondition(),
    });
    input.addEventListener("change", () => setNetwork(condition));
    box.append(input, label);
    group.append(box);
  }
  return panel("网络", group);
}
