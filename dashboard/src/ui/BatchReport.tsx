import { Alert, Button, Modal } from "antd";
import { useReturnFocus } from "./return_focus.ts";
import "./batch.css";

/** A row about which the decision was refused, and why. */
export interface Refused {
  id: string;
  name: string;
  why: string;
}

interface Props {
  title: string;
  /** How many were done. */
  done: number;
  refused: Refused[];
  unit: string;
  isBusy: boolean;
  /** Left out where the same again would be refused again. */
  onRetry?: () => void;
  onClose: () => void;
}

/** What a batch did and what it could not do; what was refused may be tried again. */
export function BatchReport(
  { title, done, refused, unit, isBusy, onRetry, onClose }: Props,
) {
  useReturnFocus();
  return (
    <Modal
      open
      centered
      title={`${title}的结果`}
      onCancel={onClose}
      className="form-dialog"
      footer={
        <>
          <Button onClick={onClose}>关闭</Button>
          {onRetry && (
            <Button type="primary" loading={isBusy} onClick={onRetry}>
              {`重试这 ${refused.length} ${unit}`}
            </Button>
          )}
        </>
      }
    >
      <Alert
        type="warning"
        showIcon
        title={`${done} ${unit}已完成，${refused.length} ${unit}没有办成。没有办成的保持原样。`}
      />
      <ul className="refused">
        {refused.map(({ id, name, why }) => (
          <li key={id}>
            <span className="refused-name" title={name}>{name}</span>
            <span className="aux">{why}</span>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
