import { App, Button, Form, type FormInstance, Modal } from "antd";
import type { ReactNode } from "react";
import { takeFocus, useReturnFocus } from "./return_focus.ts";
import "./form_dialog.css";

interface Props<Values> {
  title: string;
  okText: string;
  isDanger?: boolean;
  isDisabled?: boolean;
  /** In px, where it is wider than a form usually is. */
  width?: number;
  isBusy: boolean;
  form: FormInstance<Values>;
  initialValues?: Partial<Values>;
  onFinish: (values: Values) => void;
  onClose: () => void;
  children: ReactNode;
}

/**
 * A form on top of the page. Its buttons stay in sight however long it is; a click beside it or Escape asks before it
 * throws away what was typed, 取消 does not (antd's own button would do both); focus returns to where it was.
 */
export function FormDialog<Values>(
  {
    title,
    okText,
    isDanger = false,
    isDisabled = false,
    width,
    isBusy,
    onClose,
    children,
    ...form_props
  }: Props<Values>,
) {
  const { form } = form_props;
  const { modal } = App.useApp();
  useReturnFocus();

  function leave() {
    if (isBusy) return;
    if (!form.isFieldsTouched()) return onClose();
    const giveBack = takeFocus();
    let leaves = false;
    modal.confirm({
      centered: true,
      title: "放弃填写的内容？",
      content: "关闭后，刚才填写的内容不会保留。",
      okText: "放弃",
      okButtonProps: { danger: true },
      cancelText: "继续填写",
      autoFocusButton: "cancel",
      onOk: () => {
        leaves = true;
      },
      // Only when the question is gone can the focus go where it belongs: back into the form, or to its button.
      afterClose: () => leaves ? onClose() : giveBack(),
    });
  }

  return (
    <Modal
      open
      centered
      {...(width ? { width } : {})}
      title={title}
      okText={okText}
      okButtonProps={{ danger: isDanger, disabled: isDisabled }}
      footer={(_, { OkBtn }) => (
        <>
          <Button onClick={onClose}>取消</Button>
          <OkBtn />
        </>
      )}
      onOk={form.submit}
      onCancel={leave}
      confirmLoading={isBusy}
      className="form-dialog"
      destroyOnHidden
    >
      <Form layout="vertical" requiredMark={false} {...form_props}>{children}</Form>
    </Modal>
  );
}
