import { Skeleton } from "antd";
import { lazy, Suspense } from "react";
import type { RichText } from "@/contracts/rich_text.ts";

const RichTextEditor = lazy(() => import("./RichTextEditor.tsx"));

export interface RichTextProps {
  /** What it is about, for a screen reader. */
  label: string;
  value: RichText;
  onChange(value: RichText): void;
}

/** Words and pictures, edited as the phone shows them. The editor is fetched when it is first needed. */
export function RichTextField(props: RichTextProps) {
  return (
    <Suspense fallback={<Skeleton active paragraph={{ rows: 6 }} />}>
      <RichTextEditor {...props} />
    </Suspense>
  );
}
