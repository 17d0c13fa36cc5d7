import { BarChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import type { FunnelSteps } from "@/contracts/insight.ts";
import { useScheme } from "../ui/scheme.ts";

use([BarChart, GridComponent, TooltipComponent, SVGRenderer]);

const names: { step: "shares" | "clicks" | "orders" | "paid" | "kept"; name: string }[] = [
  { step: "shares", name: "分享" },
  { step: "clicks", name: "点击" },
  { step: "orders", name: "下单" },
  { step: "paid", name: "付款" },
  { step: "kept", name: "未退款" },
];

/** Five steps with how many went on from each to the next. */
export default function FunnelChart({ total }: { total: FunnelSteps }) {
  const place = useRef<HTMLDivElement>(null);
  const { isDark } = useScheme();
  useEffect(() => {
    const chart = init(place.current!, null, { renderer: "svg" });
    chart.setOption(optionOf(total, isDark));
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(place.current!);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [total, isDark]);
  const words = names.map(({ step, name }) => `${name} ${total[step]}`).join("，");
  return <div ref={place} className="funnel" role="img" aria-label={`分享漏斗：${words}`} />;
}

function optionOf(total: FunnelSteps, isDark: boolean) {
  const [ink, aux, brand] = isDark
    ? ["#E6EDEA", "#92A099", "#3CCB9F"]
    : ["#17201C", "#67736D", "#0E7A5F"];
  return {
    animationDuration: 250,
    textStyle: { fontFamily: "inherit" },
    grid: { left: 64, right: 96, top: 8, bottom: 8 },
    tooltip: { trigger: "item" },
    xAxis: { type: "value", show: false },
    yAxis: {
      type: "category",
      inverse: true,
      data: names.map(({ name }) => name),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: aux, fontSize: 13 },
    },
    series: [{
      type: "bar",
      barWidth: 28,
      itemStyle: { color: brand, borderRadius: 6 },
      data: names.map(({ step }) => total[step]),
      label: {
        show: true,
        position: "right",
        color: ink,
        fontSize: 13,
        formatter: ({ dataIndex }: { dataIndex: number }) => labelOf(total, dataIndex),
      },
    }],
  };
}

/** The count, and from clicks on which part of the step before came so far. */
function labelOf(total: FunnelSteps, n: number): string {
  const value = total[names[n]!.step];
  const before = n > 1 ? total[names[n - 1]!.step] : 0;
  return before > 0 ? `${value}  ${((value / before) * 100).toFixed(1)}%` : String(value);
}
