import { InputNumber } from "antd";

/** What a form's item gives its field. */
interface Field<Value> {
  id?: string;
  value?: Value | null;
  onChange?(value: Value | null): void;
}

interface DecimalProps extends Field<string> {
  /** Where no label stands above it. */
  label?: string;
  placeholder?: string;
  /** What stands behind the amount, where it is not the usual sign. */
  unit?: string;
  max?: string;
}

/** Yuan with two decimals, as text: no floating point comes near money. lib/yuan.ts makes fen of it. */
export function MoneyInput({ unit, ...props }: DecimalProps) {
  return <Decimal {...props} {...(unit ? { suffix: unit } : { prefix: "¥" })} />;
}

/** A percentage with two decimals, as text: lib/yuan.ts makes basis points of it. */
export function RateInput({ unit = "%", ...props }: DecimalProps) {
  return <Decimal {...props} suffix={unit} />;
}

type DecimalSigns = Omit<DecimalProps, "unit"> & { prefix?: string; suffix?: string };

function Decimal({ label, placeholder = label, ...props }: DecimalSigns) {
  return (
    <InputNumber<string>
      {...props}
      aria-label={label}
      placeholder={placeholder}
      stringMode
      precision={2}
      min="0"
      className="wide"
    />
  );
}

interface CountProps extends Field<number> {
  unit: string;
  /** Where no label stands above it. */
  label?: string;
  min?: number;
  max?: number;
  /** As wide as the form, or as what is typed. */
  isWide?: boolean;
}

/** A whole number of pieces, days and the like. */
export function CountInput({ unit, label, isWide = false, ...props }: CountProps) {
  return (
    <InputNumber<number>
      {...props}
      aria-label={label}
      precision={0}
      suffix={unit}
      className={isWide ? "wide" : ""}
    />
  );
}
