// Monthly tasks (每月一题) named in public sources. Only the 320,000 charging ports are a published target: the rest is sample data (示例).
import assert from 'node:assert/strict';

/** How the planned work spreads over the twelve months: share done by the end of each. */
const EVEN = [4, 9, 16, 25, 35, 46, 57, 67, 77, 86, 94, 100];
const LATE = [2, 5, 9, 15, 23, 33, 44, 56, 68, 80, 91, 100];
const EARLY = [6, 14, 25, 38, 50, 61, 71, 80, 87, 93, 97, 100];

/** Fields: id | year | Chinese | English | lead (sample) | target | unit zh | unit en | course of the plan. */
const TABLE = [
  ['2024-ebike-charging', 2024, '电动自行车充电设施建设', 'E-bike charging ports', 'dept.fire', 320000, '个接口', 'ports', EVEN],
  [
    '2024-elevator-safety',
    2024,
    '居民住宅老旧电梯安全监管',
    'Safety of old residential elevators',
    'dept.market',
    12000,
    '部',
    'elevators',
    EVEN,
  ],
  ['2024-property-service', 2024, '物业服务规范管理', 'Standards in property management', 'dept.housing', 600, '个小区', 'estates', LATE],
  [
    '2024-parking-sharing',
    2024,
    '小区周边公共停车资源有偿错时共享',
    'Shared parking near estates',
    'dept.transport',
    20000,
    '个车位',
    'places',
    EVEN,
  ],
  ['2024-school-traffic', 2024, '校园周边交通综合治理', 'Traffic around schools', 'dept.traffic-police', 240, '所学校', 'schools', EARLY],
  ['2024-restaurant-fumes', 2024, '餐饮油烟治理', 'Restaurant fumes', 'dept.environment', 1500, '家餐饮单位', 'restaurants', EVEN],
  [
    '2025-ev-charging',
    2025,
    '新能源电动汽车充电设施建设',
    'Electric car charging',
    'dept.city-management',
    20000,
    '个充电桩',
    'chargers',
    EVEN,
  ],
  ['2025-ebike-traffic', 2025, '电动自行车交通安全管理', 'E-bike traffic safety', 'dept.traffic-police', 500, '处路口', 'junctions', EARLY],
  ['2025-new-home-quality', 2025, '新建住宅项目质量监管', 'Quality of new housing', 'dept.housing', 300, '个项目', 'projects', EVEN],
  [
    '2025-platform-workers',
    2025,
    '新就业形态劳动者社会保障',
    'Social security of platform workers',
    'dept.human-resources',
    400000,
    '人',
    'people',
    LATE,
  ],
  ['2025-medical-process', 2025, '医疗服务流程优化', 'Smoother hospital visits', 'dept.health', 120, '家医院', 'hospitals', EVEN],
  ['2024-key-groups-jobs', 2024, '重点群体就业质量', 'Jobs for key groups', 'dept.human-resources', 100000, '人', 'people', EVEN],
  ['2024-parks', 2024, '公园管理服务优化', 'Better park services', 'dept.landscaping', 200, '个公园', 'parks', EARLY],
  ['2024-dogs', 2024, '文明养犬', 'Responsible dog keeping', 'dept.police', 3000, '个社区', 'communities', EVEN],
  ['2024-travel-agencies', 2024, '旅行社管理', 'Travel agencies', 'dept.culture-tourism', 1000, '家旅行社', 'agencies', EVEN],
  ['2024-express-outlets', 2024, '快递末端网点投递服务质量', 'Last-mile delivery service', 'dept.post', 2500, '个网点', 'outlets', EVEN],
  ['2024-prepaid-sports', 2024, '体育行业预付式消费治理', 'Prepaid sports and fitness', 'dept.sport', 1200, '家机构', 'businesses', LATE],
  ['2024-medical-order', 2024, '医疗秩序管理', 'Order in hospitals', 'dept.health', 150, '家医院', 'hospitals', EVEN],
];

/** Targets that a public source names (DOMAIN: charging ports raised from 200,000 to 320,000). */
const PUBLISHED_TARGETS = new Set(['2024-ebike-charging']);

export function makeTasks() {
  const tasks = TABLE.map(([id, year, zh, en, lead, target, unitZh, unitEn, course], index) => ({
    id,
    order: index + 1,
    year,
    month: null,
    name: { zh, en },
    lead,
    leadNote: '示例',
    target,
    targetPublished: PUBLISHED_TARGETS.has(id),
    unit: { zh: unitZh, en: unitEn },
    plan: course.map((percent) => Math.round((target * percent) / 100)),
    sample: true,
  }));
  assert.equal(tasks.filter(({ year }) => year === 2024).length, 13);
  assert.equal(tasks.filter(({ year }) => year === 2025).length, 5);
  for (const { id, plan, target } of tasks) {
    assert.equal(plan.length, 12, id);
    assert.equal(plan[11], target, id);
    assert(
      plan.every((value, i) => i === 0 || value >= plan[i - 1]),
      `the plan of ${id} falls`,
    );
  }
  return tasks;
}
