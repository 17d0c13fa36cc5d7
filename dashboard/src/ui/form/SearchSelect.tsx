import { Select } from "antd";
import { useState } from "react";
import { Typing } from "../../lib/typing.ts";

interface Props {
  options: { value: string; label: string; disabled?: boolean }[];
  isLoading: boolean;
  placeholder: string;
  /** What is chosen, for a screen reader, where no label of a form says it. */
  label?: string;
  nothing: string;
  onSearch(text: string): void;
  /** A form gives these. */
  id?: string;
  value?: string;
  onChange?(value: string | undefined): void;
}

/** One of many, found on the server by what is typed. */
export function SearchSelect(
  { options, isLoading, placeholder, label, nothing, onSearch, ...field }: Props,
) {
  const [typing] = useState(() => new Typing(onSearch));
  // A list without an option is none to a reader, and one whose only option is disabled points at nothing.
  const none = { value: "", label: isLoading ? "正在查找" : nothing };
  return (
    <div
      onCompositionStart={() => typing.beginComposing()}
      onCompositionEnd={() => typing.endComposing()}
    >
      <Select
        {...field}
        {...(label ? { "aria-label": label } : {})}
        onChange={(chosen?: string) => {
          if (chosen !== none.value) field.onChange?.(chosen);
        }}
        allowClear
        className="wide"
        showSearch={{ filterOption: false, onSearch: (text) => typing.type(text) }}
        options={options.length > 0 ? options : [none]}
        loading={isLoading}
        placeholder={placeholder}
      />
    </div>
  );
}
