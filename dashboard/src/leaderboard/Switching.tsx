import { Decision } from "../ui/Decision.tsx";
import { useSwitchLeaderboard } from "./queries.ts";

/** Says what distributors will see before the switch is turned. */
export function Switching({ isOn, onClose }: { isOn: boolean; onClose: () => void }) {
  const command = useSwitchLeaderboard(!isOn, onClose);
  return isOn
    ? (
      <Decision
        title="对推广员关闭排行榜"
        okText="关闭"
        consequences={["小程序里不再有排行榜，你在这里仍然看得到。"]}
        command={command}
        onClose={onClose}
      />
    )
    : (
      <Decision
        title="给推广员看排行榜"
        okText="给推广员看"
        consequences={[
          "推广员在“推广数据”里看得到今天、本周和本月的名次，别人的名字打码。",
          "名次只按直接推广的成交减去退款排，没有奖励跟着它。",
        ]}
        command={command}
        onClose={onClose}
      />
    );
}
