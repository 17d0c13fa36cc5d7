import { Select } from "antd";
import { useState } from "react";
import { Typing } from "../lib/typing.ts";

interface Props {
  options: { value: string; label: string }[];
  isLoading: boolean;
  placeholder: string;
  nothing: string;
  onSearch(text: string): void;
  /** A form gives these. */
  id?: string;
  value?: string;
  onChange?(value: string | undefined): void;
}

/** One of many, found on the server by what is typed. */
export function SearchSelect(
  { options, isLoading, placeholder, nothing, onSearch, ...field }: Props,
) {
  const [typing] = useState(() => new Typing(onSearch));
  return (
    <div
      onCompositionStart={() => typing.beginComposing()}
      onCompositionEnd={() => typing.endComposing()}
    >
      <Select
        {...field}
        allowClear
        className="wide"
        showSearch={{ filterOption: false, onSearch: (text) => typing.type(text) }}
        options={options}
        loading={isLoading}
        placeholder={placeholder}
        notFoundContent={isLoading ? "正在查找" : nothing}
      />
    </div>
  );
}
