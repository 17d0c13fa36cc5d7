import { Alert, Button } from "antd";
import { useState } from "react";
import type { RuleProblem } from "@/contracts/staff/rules.ts";

interface Props {
  problems: readonly RuleProblem[];
  /** Something was typed since they were found. */
  isOld: boolean;
  onGo(problem: RuleProblem): void;
}

/** So many are shown before somebody asks for the others. */
const at_once = 5;

/** What stands against putting the draft in force, each with the way to its place. */
export function Problems({ problems, isOld, onGo }: Props) {
  const [isWhole, setWhole] = useState(false);
  if (problems.length === 0) return null;
  const shown = isWhole ? problems : problems.slice(0, at_once);
  return (
    <Alert
      type="error"
      showIcon
      className="editor-note"
      title={isOld
        ? `上次保存时有 ${problems.length} 处不能发布，改好后再保存一次看看`
        : `有 ${problems.length} 处不能发布，先改好`}
      description={
        <ul className="rules-problems">
          {shown.map((problem, at) => (
            <li key={at}>
              {problem.words}
              <Button
                type="link"
                size="small"
                aria-label={`去看：${problem.words}`}
                onClick={() => onGo(problem)}
              >
                去看
              </Button>
            </li>
          ))}
          {shown.length < problems.length && (
            <li>
              <Button type="link" size="small" onClick={() => setWhole(true)}>
                还有 {problems.length - shown.length} 处
              </Button>
            </li>
          )}
        </ul>
      }
    />
  );
}
