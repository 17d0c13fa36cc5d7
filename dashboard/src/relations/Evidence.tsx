import { Button, Typography } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { BindingPeriod, ClickEvidence } from "@/contracts/staff/distributors.ts";
import { formatMoment } from "../lib/moments.ts";
import { useMay } from "../lib/staff.tsx";
import { useBindings } from "../orders/queries.ts";
import { Decision } from "../ui/Decision.tsx";
import { Failure } from "../ui/Failure.tsx";
import { useRevokeShare } from "./queries.ts";
import { cause_words, end_words, taken_words } from "./words.ts";
import "./relations.css";

/** Whose customer somebody was, from when to when, and by which opened card. */
export function Evidence({ member }: { member: string }) {
  const { items, isLoading, problem, retry, hasMore, more } = useBindings(member);
  const [revoking, setRevoking] = useState<string | null>(null);
  const mayRevoke = useMay("distributor");
  if (problem) return <Failure problem={problem} onRetry={retry} />;
  if (isLoading) return <Typography.Text type="secondary">正在加载</Typography.Text>;
  return (
    <>
      {items.map((one) => (
        <div key={one.id} className="evidence">
          <Link to={`/distributors/${one.distributor.id}`}>
            {`${one.distributor.label} ${one.distributor.code}`}
          </Link>
          <div className="aux">{periodWords(one)}</div>
          {one.imported && <div className="aux">{importWords(one.imported)}</div>}
          {one.click && (
            <div className="aux">
              {clickWords(one.click)}
              {mayRevoke && isRevocable(one.click) && (
                <Button
                  type="link"
                  size="small"
                  onClick={() => setRevoking(one.click!.share.token)}
                >
                  撤销这个链接
                </Button>
              )}
            </div>
          )}
        </div>
      ))}
      {hasMore && <Typography.Link onClick={more}>更早的</Typography.Link>}
      {revoking && <Revoke token={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}

function Revoke({ token, onClose }: { token: string; onClose: () => void }) {
  const revoke = useRevokeShare(token, onClose);
  return (
    <Decision
      title={`撤销链接 · ${token}`}
      consequences={[
        "它仍然打开原来的页面，也计入打开次数，但不再绑定任何人；邀请链接不能再用来申请。",
        "已经绑定的客户不变；分享的人再次分享同样的内容，会得到新的链接。",
      ]}
      okText="撤销链接"
      isDanger
      command={{ ...revoke, run: (reason) => revoke.run({ reason }) }}
      onClose={onClose}
    />
  );
}

function periodWords(one: BindingPeriod): string {
  const began = `${formatMoment(one.bound_at)} 起，${cause_words[one.cause]}`;
  return one.ended_at && one.ended_cause
    ? `${began}；${formatMoment(one.ended_at)} ${end_words[one.ended_cause]}`
    : began;
}

/** A channel code is stopped on its own page. */
const isRevocable = ({ share }: ClickEvidence) => !share.is_code && share.revoked_at === null;

function importWords(
  { file_name, line, imported_at, by, taken_by }: NonNullable<BindingPeriod["imported"]>,
): string {
  return [
    `${formatMoment(imported_at)} ${by} 导入“${file_name}”第 ${line} 行`,
    taken_by ? taken_words[taken_by] : "",
  ].filter(Boolean).join("，");
}

function clickWords({ opened_at, openings, scene, share }: ClickEvidence): string {
  return [
    `${formatMoment(opened_at)} 打开链接 ${share.token}`,
    openings > 1 ? `共 ${openings} 次` : "",
    scene === null ? "" : `微信场景 ${scene}`,
    share.campaign ? `活动 ${share.campaign}` : "",
    share.revoked_at ? `${formatMoment(share.revoked_at)} 已撤销` : "",
  ].filter(Boolean).join("，");
}
