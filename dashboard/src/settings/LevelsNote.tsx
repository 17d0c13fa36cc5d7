import { Alert } from "antd";

/** What the law and WeChat say about levels; it stands beside the switch, wherever that is. */
export function LevelsNote() {
  return (
    <Alert
      type="warning"
      showIcon
      title="两级是法律和微信所能容忍的极限"
      description={description}
    />
  );
}

const description = [
  "《禁止传销条例》第七条禁止按下线的销售给上线计酬，微信的运营规范禁止多级分销，条文没有写明几级才算。",
  "请先征求法律意见；拿不准时选一级。只按真实成交付佣金，不收加入费，不按人数奖励。",
  "改动只影响之后下的订单。",
].join("");
