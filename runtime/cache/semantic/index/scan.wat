;; What a query can have in common with each of a list of rows, at most. A row's coarse record is its numbers as bytes with a sign,
;; then its scale and the length of what rounding left of it (layout.ts); the query's numbers have 16 bits, so few that the sum of
;; a row's products fits into 32 (coarse.ts). Two rows at a time share the loads of the query; with four, memory is read less evenly.
(module
  (import "index" "memory" (memory 1 65536 shared))
  (func (export "bound")
    ;; The list, 4 bytes for each row, and how many: an even number.
    (param $list i32) (param $count i32)
    ;; The query, and the numbers of a vector: a multiple of 32.
    (param $query i32) (param $numbers i32)
    ;; Where the first chunk begins, and how long a chunk of 1024 rows is.
    (param $first i32) (param $chunk i32)
    ;; Of the query: its scale, its length, and what is added to every bound.
    (param $scale f32) (param $length f32) (param $slack f32)
    ;; Where the bounds go: 4 bytes for each row.
    (param $out i32)
    (local $end i32) (local $at i32) (local $queryEnd i32)
    (local $q0 v128) (local $q1 v128) (local $q2 v128) (local $q3 v128)
    (local $a i32) (local $a0 v128) (local $a1 v128)
    (local $b i32) (local $b0 v128) (local $b1 v128)
    (local.set $end (i32.add (local.get $list) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $queryEnd (i32.add (local.get $query) (i32.shl (local.get $numbers) (i32.const 1))))
    (block $done
      (loop $rows
        (br_if $done (i32.ge_u (local.get $list) (local.get $end)))
        (local.set $a
          (call $place (i32.load (local.get $list)) (local.get $numbers) (local.get $first) (local.get $chunk)))
        (local.set $b
          (call $place (i32.load offset=4 (local.get $list)) (local.get $numbers) (local.get $first) (local.get $chunk)))
        (local.set $a0 (v128.const i32x4 0 0 0 0))
        (local.set $a1 (v128.const i32x4 0 0 0 0))
        (local.set $b0 (v128.const i32x4 0 0 0 0))
        (local.set $b1 (v128.const i32x4 0 0 0 0))
        (local.set $at (local.get $query))
        (loop $columns
          (local.set $q0 (v128.load (local.get $at)))
          (local.set $q1 (v128.load offset=16 (local.get $at)))
          (local.set $q2 (v128.load offset=32 (local.get $at)))
          (local.set $q3 (v128.load offset=48 (local.get $at)))
          (local.set $a0
            (i32x4.add (local.get $a0) (i32x4.dot_i16x8_s (v128.load8x8_s (local.get $a)) (local.get $q0))))
          (local.set $a1
            (i32x4.add (local.get $a1) (i32x4.dot_i16x8_s (v128.load8x8_s offset=8 (local.get $a)) (local.get $q1))))
          (local.set $a0
            (i32x4.add (local.get $a0) (i32x4.dot_i16x8_s (v128.load8x8_s offset=16 (local.get $a)) (local.get $q2))))
          (local.set $a1
            (i32x4.add (local.get $a1) (i32x4.dot_i16x8_s (v128.load8x8_s offset=24 (local.get $a)) (local.get $q3))))
          (local.set $a (i32.add (local.get $a) (i32.const 32)))
          (local.set $b0
            (i32x4.add (local.get $b0) (i32x4.dot_i16x8_s (v128.load8x8_s (local.get $b)) (local.get $q0))))
          (local.set $b1
            (i32x4.add (local.get $b1) (i32x4.dot_i16x8_s (v128.load8x8_s offset=8 (local.get $b)) (local.get $q1))))
          (local.set $b0
            (i32x4.add (local.get $b0) (i32x4.dot_i16x8_s (v128.load8x8_s offset=16 (local.get $b)) (local.get $q2))))
          (local.set $b1
            (i32x4.add (local.get $b1) (i32x4.dot_i16x8_s (v128.load8x8_s offset=24 (local.get $b)) (local.get $q3))))
          (local.set $b (i32.add (local.get $b) (i32.const 32)))
          (local.set $at (i32.add (local.get $at) (i32.const 64)))
          (br_if $columns (i32.lt_u (local.get $at) (local.get $queryEnd))))
        ;; What follows a row's numbers is there now.
        (f32.store (local.get $out)
          (f32.add
            (f32.mul
              (f32.mul (f32.convert_i32_s (call $sum (i32x4.add (local.get $a0) (local.get $a1)))) (f32.load (local.get $a)))
              (local.get $scale))
            (f32.add (f32.mul (f32.load offset=4 (local.get $a)) (local.get $length)) (local.get $slack))))
        (f32.store offset=4 (local.get $out)
          (f32.add
            (f32.mul
              (f32.mul (f32.convert_i32_s (call $sum (i32x4.add (local.get $b0) (local.get $b1)))) (f32.load (local.get $b)))
              (local.get $scale))
            (f32.add (f32.mul (f32.load offset=4 (local.get $b)) (local.get $length)) (local.get $slack))))
        (local.set $out (i32.add (local.get $out) (i32.const 8)))
        (local.set $list (i32.add (local.get $list) (i32.const 8)))
        (br $rows))))
  ;; The address of a row's coarse record.
  (func $place (param $row i32) (param $numbers i32) (param $first i32) (param $chunk i32) (result i32)
    (i32.add
      (local.get $first)
      (i32.add
        (i32.mul (i32.shr_u (local.get $row) (i32.const 10)) (local.get $chunk))
        (i32.mul (i32.and (local.get $row) (i32.const 1023)) (i32.add (local.get $numbers) (i32.const 16))))))
  ;; Of the four lanes.
  (func $sum (param $lanes v128) (result i32)
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $lanes)) (i32x4.extract_lane 1 (local.get $lanes)))
      (i32.add (i32x4.extract_lane 2 (local.get $lanes)) (i32x4.extract_lane 3 (local.get $lanes))))))
