'use strict';

// Which incidents share a marker at this zoom: those whose places are less than `distance` pixels from the group's first.
function groupsOf(features, project, distance) {
  const cells = new Map();
  const groups = [];
  for (const feature of features) {
    const point = project(feature);
    const column = Math.floor(point.x / distance);
    const row = Math.floor(point.y / distance);
    const home = nearest(cells, column, row, point, distance);
    if (home) {
      home.members.push(feature);
    } else {
      const group = { point, members: [feature] };
      const cell = column + ':' + row;
      cells.set(cell, [...(cells.get(cell) || []), group]);
      groups.push(group);
    }
  }
  return groups;
}

function nearest(cells, column, row, point, distance) {
  let best = null;
  let least = distance;
  for (let x = column - 1; x <= column + 1; x++) {
    for (let y = row - 1; y <= row + 1; y++) {
      for (const group of cells.get(x + ':' + y) || []) {
        const away = Math.hypot(group.point.x - point.x, group.point.y - point.y);
        if (away < least) {
          least = away;
          best = group;
        }
      }
    }
  }
  return best;
}
