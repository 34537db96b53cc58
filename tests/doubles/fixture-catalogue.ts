import type { CatalogueTile, TasksTile } from '../../shared/contract/frames';
import type { AbandonRule } from '../../shared/domain/service-level';
import type { Name } from '../../shared/domain/keys';

/** Names of a believable Beijing for pages in development and tests: real place names, invented figures. */

const name = (zh: string, en: string): Name => ({ zh, en });
const NOBODY = { code: '', name: name('', '') };

const DISTRICTS: readonly (readonly [string, string, string])[] = [
  ['110101', '东城区', 'Dongcheng'],
  ['110102', '西城区', 'Xicheng'],
  ['110105', '朝阳区', 'Chaoyang'],
  ['110106', '丰台区', 'Fengtai'],
  ['110107', '石景山区', 'Shijingshan'],
  ['110108', '海淀区', 'Haidian'],
  ['110109', '门头沟区', 'Mentougou'],
  ['110111', '房山区', 'Fangshan'],
  ['110112', '通州区', 'Tongzhou'],
  ['110113', '顺义区', 'Shunyi'],
  ['110114', '昌平区', 'Changping'],
  ['110115', '大兴区', 'Daxing'],
  ['110116', '怀柔区', 'Huairou'],
  ['110117', '平谷区', 'Pinggu'],
  ['110118', '密云区', 'Miyun'],
  ['110119', '延庆区', 'Yanqing'],
];

/** Nine-digit code, names, district key, longitude, latitude. The longest real names are here on purpose. */
const TOWNSHIPS: readonly (readonly [string, string, string, number, number, number])[] = [
  ['110114011', '回龙观街道', 'Huilongguan Subdistrict', 11, 116.336, 40.071],
  ['110114008', '天通苑北街道', 'Tiantongyuan North Subdistrict', 11, 116.412, 40.073],
  ['110114009', '天通苑南街道', 'Tiantongyuan South Subdistrict', 11, 116.415, 40.061],
  ['110114012', '龙泽园街道', 'Longzeyuan Subdistrict', 11, 116.319, 40.07],
  ['110105026', '望京街道', 'Wangjing Subdistrict', 3, 116.475, 39.997],
  ['110105011', '八里庄街道', 'Balizhuang Subdistrict', 3, 116.494, 39.918],
  ['110105013', '双井街道', 'Shuangjing Subdistrict', 3, 116.461, 39.894],
  ['110105001', '建国门外街道', 'Jianguomenwai Subdistrict', 3, 116.443, 39.909],
  ['110105036', '十八里店地区', 'Shibalidian Area', 3, 116.476, 39.845],
  ['110105400', '首都机场街道', 'Capital Airport Subdistrict', 3, 116.588, 40.062],
  ['110108011', '中关村街道', 'Zhongguancun Subdistrict', 6, 116.318, 39.984],
  ['110108010', '北太平庄街道', 'Beitaipingzhuang Subdistrict', 6, 116.362, 39.972],
  ['110108023', '上地街道', 'Shangdi Subdistrict', 6, 116.305, 40.035],
  ['110108006', '八里庄街道', 'Balizhuang Subdistrict', 6, 116.29, 39.929],
  ['110108015', '清河街道', 'Qinghe Subdistrict', 6, 116.342, 40.03],
  ['110101017', '永定门外街道', 'Yongdingmenwai Subdistrict', 1, 116.4, 39.866],
  ['110101010', '和平里街道', 'Hepingli Subdistrict', 1, 116.413, 39.957],
  ['110102020', '广安门外街道', "Guang'anmenwai Subdistrict", 2, 116.331, 39.89],
  ['110102007', '月坛街道', 'Yuetan Subdistrict', 2, 116.345, 39.915],
  ['110106009', '方庄街道', 'Fangzhuang Subdistrict', 4, 116.437, 39.862],
  ['110106005', '新村街道', 'Xincun Subdistrict', 4, 116.3, 39.831],
  ['110106013', '大红门街道', 'Dahongmen Subdistrict', 4, 116.397, 39.843],
  ['110107005', '鲁谷街道', 'Lugu Subdistrict', 5, 116.228, 39.903],
  ['110112106', '马驹桥镇', 'Majuqiao Town', 9, 116.556, 39.756],
  ['110112009', '梨园地区', 'Liyuan Area', 9, 116.66, 39.88],
  ['110112211', '于家务回族乡', 'Yujiawu Hui Ethnic Township', 9, 116.7, 39.7],
  ['110111103', '长阳镇', 'Changyang Town', 8, 116.21, 39.77],
  ['110115009', '高米店街道', 'Gaomidian Subdistrict', 12, 116.337, 39.766],
  ['110115403', '北京经济技术开发区', 'Beijing Economic-Technological Development Area', 12, 116.506, 39.795],
  ['110113003', '仁和地区', 'Renhe Area', 10, 116.66, 40.115],
];

/** Code, names, kind, district key. */
const OFFICES: readonly (readonly [string, string, string, 'department' | 'utility' | 'district', number])[] = [
  ['D01', '市城市管理委员会', 'Municipal Commission of Urban Management', 'department', 0],
  ['D02', '市住房和城乡建设委员会', 'Municipal Commission of Housing and Urban-Rural Development', 'department', 0],
  ['D03', '市交通委员会', 'Municipal Commission of Transport', 'department', 0],
  ['D04', '市规划和自然资源委员会', 'Municipal Commission of Planning and Natural Resources', 'department', 0],
  ['D05', '市水务局', 'Municipal Water Authority', 'department', 0],
  ['U01', '北京热力集团', 'Beijing District Heating Group', 'utility', 0],
  ['U02', '国网北京电力', 'State Grid Beijing', 'utility', 0],
  ['U03', '北京自来水集团', 'Beijing Waterworks Group', 'utility', 0],
  ['U04', '北京燃气集团', 'Beijing Gas Group', 'utility', 0],
  ['G11', '昌平区政府', 'Changping District Government', 'district', 11],
];

/** Code, names, parent key. */
const CATEGORIES: readonly (readonly [string, string, string, number])[] = [
  ['01', '住房', 'Housing', 0],
  ['02', '市政', 'Municipal services', 0],
  ['03', '交通', 'Transport', 0],
  ['04', '环境', 'Environment', 0],
  ['0201', '供暖', 'Heating', 2],
  ['0202', '供水', 'Water supply', 2],
  ['0203', '供电', 'Power supply', 2],
  ['0101', '物业服务', 'Property management', 1],
  ['0102', '老旧小区改造', 'Old estate renovation', 1],
  ['0301', '占道停车', 'Street parking', 3],
  ['0302', '电动自行车充电', 'E-bike charging', 3],
  ['0401', '噪声扰民', 'Noise', 4],
  ['0402', '道路积水', 'Road flooding', 4],
  ['020101', '室温不达标', 'Room temperature below standard', 5],
  ['020102', '暖气漏水', 'Radiator leak', 5],
  ['020201', '停水', 'Water outage', 6],
  ['020301', '停电', 'Power outage', 7],
  ['010101', '电梯故障', 'Lift out of order', 8],
  ['040101', '施工噪声', 'Construction noise', 12],
];

/** Code, names, threshold, abandon rule. One of them counts otherwise than the city: its share may not be added to the others'. */
const QUEUES: readonly (readonly [string, string, string, number, AbandonRule])[] = [
  ['general', '综合受理', 'General service', 15_000, 'abandons-missed'],
  ['urgent', '民生急难', 'Utilities and emergencies', 15_000, 'abandons-missed'],
  ['enterprise', '企业服务', 'Enterprise service', 15_000, 'abandons-missed'],
  ['languages', '外语服务', 'Foreign languages', 20_000, 'early-abandons-excluded'],
];

/** Units 1…n are the townships in their order, then the offices. */
export const OFFICE_FIRST_KEY = TOWNSHIPS.length + 1;

export const fixtureCatalogue: CatalogueTile = {
  districts: [NOBODY, ...DISTRICTS.map(([code, zh, en]) => ({ code, name: name(zh, en) }))],
  townships: [
    { ...NOBODY, district: 0, place: null },
    ...TOWNSHIPS.map(([code, zh, en, district, longitude, latitude]) => ({
      code,
      name: name(zh, en),
      district,
      place: { longitude, latitude },
    })),
  ],
  units: [
    { ...NOBODY, kind: 'township', district: 0 },
    ...TOWNSHIPS.map(([code, zh, en, district]) => ({ code, name: name(zh, en), kind: 'township' as const, district })),
    ...OFFICES.map(([code, zh, en, kind, district]) => ({ code, name: name(zh, en), kind, district })),
  ],
  queues: [
    { ...NOBODY, thresholdMs: 15_000, abandonRule: 'abandons-missed' },
    ...QUEUES.map(([code, zh, en, thresholdMs, abandonRule]) => ({ code, name: name(zh, en), thresholdMs, abandonRule })),
  ],
  categories: [{ ...NOBODY, parent: 0 }, ...CATEGORIES.map(([code, zh, en, parent]) => ({ code, name: name(zh, en), parent }))],
};

const plan = (target: number) => Array.from({ length: 12 }, (_, month) => Math.round((target * (month + 1)) / 12));

/** Names, measure, target, value, share of the plan that is due now. */
const TASKS: readonly (readonly [string, string, string, string, number, number | null])[] = [
  ['电动自行车充电设施建设', 'E-bike charging facilities', '个接口', 'ports', 320_000, 290_400],
  ['小区周边公共停车资源有偿错时共享', 'Shared off-peak public parking near estates', '个车位', 'spaces', 42_000, 30_900],
  ['校园周边交通综合治理', 'Traffic around schools', '所学校', 'schools', 120, 109],
  ['居民住宅老旧电梯安全监管', 'Safety of old residential lifts', '部电梯', 'lifts', 6_800, 6_240],
  ['餐饮油烟治理', 'Restaurant fumes', '家', 'restaurants', 2_400, 1_390],
  ['快递末端网点投递服务质量', 'Last-mile parcel delivery quality', '个网点', 'outlets', 3_100, 2_815],
  ['物业服务规范管理', 'Property management standards', '个小区', 'estates', 1_500, null],
  ['文明养犬', 'Responsible dog keeping', '个社区', 'communities', 900, 812],
  ['公园管理服务优化', 'Better park services', '个公园', 'parks', 60, 57],
];

export const fixtureTasks: TasksTile = {
  tasks: TASKS.map(([zh, en, measureZh, measureEn, target, value], index) => ({
    task: index + 1,
    name: name(zh, en),
    lead: 0,
    year: 2026,
    target,
    measure: name(measureZh, measureEn),
    plan: plan(target),
    value,
    plannedNow: Math.round(target * 0.888),
    sample: true,
  })),
};
