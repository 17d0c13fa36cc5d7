import { Button, Input, Select, Tag } from "antd";
import { useFilters } from "../lib/filters.ts";
import { audit_filters } from "./filters.ts";
import { useAuditActors } from "./queries.ts";
import { actor_words, command_words } from "./words.ts";
import "../ui/lists.css";
import "./audit.css";

const commands = Object.entries(command_words).map(([value, label]) => ({ value, label }));
const { staff: _staff, ...kinds } = actor_words;
const others = Object.entries(kinds).map(([value, label]) => ({ value, label }));

/** Who, what, when and to what; what is chosen stands in the address. */
export function AuditFilters() {
  const filters = useFilters();
  const actors = useAuditActors().data?.items ?? [];
  const staff = actors.map(({ id, name }) => ({ value: id, label: name }));
  const choose = (name: string) => (value: string | undefined) => filters.set({ [name]: value });
  const isFiltered = audit_filters.names.some((name) => filters.get(name));
  return (
    <div className="filters">
      <Select
        allowClear
        aria-label="谁"
        placeholder="谁"
        className="audit-who"
        value={filters.get("who") ?? null}
        onChange={choose("who")}
        options={[{ label: "员工", options: staff }, { label: "其他", options: others }]}
        showSearch={{ optionFilterProp: "label" }}
      />
      <Select
        allowClear
        aria-label="做了什么"
        placeholder="做了什么"
        className="audit-what"
        value={filters.get("what") ?? null}
        onChange={choose("what")}
        options={commands}
        showSearch={{ optionFilterProp: "label" }}
      />
      <Day name="from" label="从哪一天" />
      <span className="aux">到</span>
      <Day name="to" label="到哪一天" />
      {filters.get("object") && (
        <Tag
          closable
          onClose={() => filters.set({ object: undefined, object_name: undefined })}
        >
          {`只看 ${filters.get("object_name") ?? "这一个"}`}
        </Tag>
      )}
      {isFiltered && (
        <Button
          type="link"
          size="small"
          onClick={() => filters.set(audit_filters.none)}
        >
          全部清除
        </Button>
      )}
    </div>
  );
}

function Day({ name, label }: { name: "from" | "to"; label: string }) {
  const filters = useFilters();
  return (
    <Input
      type="date"
      aria-label={label}
      className="audit-day"
      value={filters.get(name) ?? ""}
      onChange={({ target }) => filters.set({ [name]: target.value || undefined })}
    />
  );
}
